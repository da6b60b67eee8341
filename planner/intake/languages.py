"""Languages as files name them: ISO 639-1 codes and Dutch names."""

# ISO 639-1, the 183 codes in use.
_TWO_LETTERS = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en
eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja
jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb
nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq
sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
# Spoken by many in the Netherlands, but ISO 639-1 has no code for them: their ISO 639-3 code.
_THREE_LETTERS = "pap srn zgh"

CODES = frozenset(_TWO_LETTERS.split()) | frozenset(_THREE_LETTERS.split())

# The first name of a code is the one to show; other names for it stand at the end.
DUTCH_NAMES = {
    "albanees": "sq",
    "amhaars": "am",
    "arabisch": "ar",
    "armeens": "hy",
    "bengaals": "bn",
    "berbers": "zgh",
    "bosnisch": "bs",
    "bulgaars": "bg",
    "chinees": "zh",
    "deens": "da",
    "duits": "de",
    "engels": "en",
    "ests": "et",
    "farsi": "fa",
    "fins": "fi",
    "frans": "fr",
    "fries": "fy",
    "georgisch": "ka",
    "grieks": "el",
    "hebreeuws": "he",
    "hindi": "hi",
    "hongaars": "hu",
    "igbo": "ig",
    "indonesisch": "id",
    "italiaans": "it",
    "japans": "ja",
    "koerdisch": "ku",
    "koreaans": "ko",
    "kroatisch": "hr",
    "lets": "lv",
    "lingala": "ln",
    "litouws": "lt",
    "macedonisch": "mk",
    "maleis": "ms",
    "nederlands": "nl",
    "nepalees": "ne",
    "noors": "no",
    "oekraïens": "uk",
    "oromo": "om",
    "papiaments": "pap",
    "pasjtoe": "ps",
    "pools": "pl",
    "portugees": "pt",
    "punjabi": "pa",
    "roemeens": "ro",
    "russisch": "ru",
    "servisch": "sr",
    "sloveens": "sl",
    "slowaaks": "sk",
    "somalisch": "so",
    "spaans": "es",
    "sranantongo": "srn",
    "swahili": "sw",
    "tagalog": "tl",
    "tamil": "ta",
    "thai": "th",
    "tigrinya": "ti",
    "tsjechisch": "cs",
    "turks": "tr",
    "twi": "tw",
    "urdu": "ur",
    "vietnamees": "vi",
    "wolof": "wo",
    "yoruba": "yo",
    "zweeds": "sv",
    "dari": "fa",
    "oekraiens": "uk",
    "papiamento": "pap",
    "papiamentu": "pap",
    "perzisch": "fa",
    "surinaams": "srn",
    "tamazight": "zgh",
}
