"""A hidden world lived through by planning policies side by side: which one works, and what may be claimed.

The world is invented; its figures compare policies and predict nothing. Our own policies are the product: the
same triage, translation, route search and reserves as a desk uses. Only ``perfect`` may ask the world what is
true.
"""
