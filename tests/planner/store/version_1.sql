-- A record as it was before there were migrations; invented people.
BEGIN TRANSACTION;
CREATE TABLE about (
	schema_version INTEGER NOT NULL
);
INSERT INTO "about" VALUES(1);
CREATE TABLE call_evening (
	evening_id VARCHAR NOT NULL, 
	date VARCHAR NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (evening_id)
);
CREATE TABLE coach (
	coach_id VARCHAR NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (coach_id)
);
INSERT INTO "coach" VALUES('C1','{"coach_id":"C1","name":"Samira","travel_mode":"car","languages":["nl"]}');
CREATE TABLE creditor (
	creditor_id VARCHAR NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (creditor_id)
);
CREATE TABLE decision (
	seq INTEGER NOT NULL, 
	override_id VARCHAR(36) NOT NULL, 
	dossier_id VARCHAR NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (override_id)
);
INSERT INTO "decision" VALUES(1,'00000000-0000-0000-0000-000000000007','D-003','2026-11-29 12:00:00.000000','{"override_id":"00000000-0000-0000-0000-000000000007","dossier_id":"D-003","kind":"visit","reason":"Gezin met kinderen","by":"planner","at":"2026-11-29T12:00:00+01:00","points":0,"until":null}');
CREATE TABLE dossier (
	dossier_id VARCHAR NOT NULL, 
	batch_id INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (dossier_id)
);
INSERT INTO "dossier" VALUES('D-001',1,'{"dossier_id":"D-001","address":{"street":"Dorpsstraat","number":14,"addition":"","postcode":"","city":"Nootdorp"},"claims":[{"creditor":"housing","amount_cents":120000}],"arrears_since":"2026-08-20","registered_on":"2026-11-09","creditor_ids":[],"resident":"","phone":"06-00000001","language":"nl","reminder_sent_on":"2026-10-01","attempts":[{"channel":"letter","at":"2026-10-01T00:00:00+02:00","reached":false},{"channel":"call","at":"2026-11-10T10:30:00+01:00","reached":false},{"channel":"call","at":"2026-11-12T18:30:00+01:00","reached":false}],"reached_on":null,"earlier_signals":0,"signals":[],"legal":{"fourteen_day_letter_on":null,"summons_on":null,"eviction_on":null,"cutoff_on":null},"paid_on":null,"objection_on":null,"opted_out":false,"unsafe":false,"excluded":false,"needs_pair":false,"announced_on":null,"short_track":false,"preferred":null,"hints":[],"joined":[],"appointment":null,"access_note":"","note":""}');
INSERT INTO "dossier" VALUES('D-002',1,'{"dossier_id":"D-002","address":{"street":"Dorpsstraat","number":14,"addition":"","postcode":"","city":"Nootdorp"},"claims":[{"creditor":"housing","amount_cents":120000}],"arrears_since":"2026-08-20","registered_on":"2026-11-09","creditor_ids":[],"resident":"","phone":"06-00000001","language":"nl","reminder_sent_on":"2026-10-01","attempts":[{"channel":"letter","at":"2026-10-01T00:00:00+02:00","reached":false},{"channel":"call","at":"2026-11-10T10:30:00+01:00","reached":false},{"channel":"call","at":"2026-11-12T18:30:00+01:00","reached":false}],"reached_on":null,"earlier_signals":0,"signals":[],"legal":{"fourteen_day_letter_on":null,"summons_on":null,"eviction_on":null,"cutoff_on":null},"paid_on":null,"objection_on":null,"opted_out":false,"unsafe":false,"excluded":false,"needs_pair":false,"announced_on":null,"short_track":false,"preferred":null,"hints":[],"joined":[],"appointment":null,"access_note":"","note":""}');
INSERT INTO "dossier" VALUES('D-003',1,'{"dossier_id":"D-003","address":{"street":"Dorpsstraat","number":14,"addition":"","postcode":"","city":"Nootdorp"},"claims":[{"creditor":"housing","amount_cents":120000}],"arrears_since":"2026-08-20","registered_on":"2026-11-09","creditor_ids":[],"resident":"","phone":"06-00000001","language":"nl","reminder_sent_on":"2026-10-01","attempts":[{"channel":"letter","at":"2026-10-01T00:00:00+02:00","reached":false},{"channel":"call","at":"2026-11-10T10:30:00+01:00","reached":false},{"channel":"call","at":"2026-11-12T18:30:00+01:00","reached":false}],"reached_on":null,"earlier_signals":0,"signals":[],"legal":{"fourteen_day_letter_on":null,"summons_on":null,"eviction_on":null,"cutoff_on":null},"paid_on":null,"objection_on":null,"opted_out":false,"unsafe":false,"excluded":false,"needs_pair":false,"announced_on":null,"short_track":false,"preferred":null,"hints":[],"joined":[],"appointment":null,"access_note":"","note":""}');
CREATE TABLE event (
	seq INTEGER NOT NULL, 
	event_id VARCHAR(36) NOT NULL, 
	kind VARCHAR NOT NULL, 
	dossier_id VARCHAR NOT NULL, 
	happened_at DATETIME NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	body TEXT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (event_id)
);
INSERT INTO "event" VALUES(1,'00000000-0000-0000-0000-000000000001','outcome','D-001','2026-11-30 18:05:00.000000','2026-11-30 18:06:00.000000','{"outcome_id":"00000000-0000-0000-0000-000000000001","dossier_id":"D-001","code":"NT_KAART","at":"2026-11-30T18:05:00+01:00","coach_ids":["C1"],"shift_id":"S1","appointment_at":null,"language":null,"left_at":null,"plan":null,"room_cents":null,"other_creditors":null,"other_arrears":null,"place_id":null,"consent":null,"preferred":null,"hints":[],"seen":[],"safety":null,"corrects":null}','ffba34a666bfc09f839a4f55f82be982191b2ef0f4eeee160c4b18d5fa633c4e');
INSERT INTO "event" VALUES(2,'00000000-0000-0000-0000-000000000002','notice','D-002','2026-10-25 02:30:00.000000','2026-10-25 02:30:00.000000','{"notice_id":"00000000-0000-0000-0000-000000000002","dossier_id":"D-002","kind":"paid","at":"2026-10-25T02:30:00+01:00","recorded_by":"P1","channel":null,"appointment":null,"phone":"","address":null,"access_note":"","language":null,"preferred":null,"hints":[],"amount_cents":null,"amount_before_cents":null,"place_id":null,"reason":"","corrects":null}','d24f22ea7cc4ac01c384891840347e4dbc1b6c0871d4b31aaf65d717b624f388');
CREATE TABLE import_batch (
	batch_id INTEGER NOT NULL, 
	imported_at DATETIME NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (batch_id)
);
INSERT INTO "import_batch" VALUES(1,'2026-11-29 12:00:00.000000','{"files":["dossiers.csv"],"read":3,"refused":[["D-009","Rij 4, straat: leeg."]]}');
CREATE TABLE "plan" (
	plan_id INTEGER NOT NULL, 
	week VARCHAR NOT NULL, 
	made_at DATETIME NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (plan_id)
);
INSERT INTO "plan" VALUES(1,'2026-W49','2026-11-29 12:00:00.000000','{"week":{"year":2026,"number":49},"routes":[{"shift_id":"A01","coach_ids":["C1"],"date":"2026-11-30","start":"2026-11-30T17:00:00+01:00","end":"2026-11-30T21:00:00+01:00","start_point":[52.0462,4.4],"end_point":[52.0462,4.4],"stops":[{"dossier_id":"D-001","point":[52.0462,4.4],"arrive":"2026-11-30T18:00:00+01:00","start_service":"2026-11-30T18:00:00+01:00","depart":"2026-11-30T18:30:00+01:00","required":false,"score":40,"chance_home":0.5,"why_when":"","leg":{"travel_s":60,"distance_m":300,"path":[[52.0462,4.4]]},"joined":[],"chance_low":0.0,"chance_high":1.0,"chance_n":0},{"dossier_id":"D-002","point":[52.0462,4.4],"arrive":"2026-11-30T18:00:00+01:00","start_service":"2026-11-30T18:00:00+01:00","depart":"2026-11-30T18:30:00+01:00","required":false,"score":40,"chance_home":0.5,"why_when":"","leg":{"travel_s":60,"distance_m":300,"path":[[52.0462,4.4]]},"joined":["D-003"],"chance_low":0.0,"chance_high":1.0,"chance_n":0}],"home_leg":null,"reserve":[]}],"unplanned":[],"settings_version":"a"}');
INSERT INTO "plan" VALUES(2,'2026-W49','2026-11-29 13:00:00.000000','{"week":{"year":2026,"number":49},"routes":[{"shift_id":"A01","coach_ids":["C1"],"date":"2026-11-30","start":"2026-11-30T17:00:00+01:00","end":"2026-11-30T21:00:00+01:00","start_point":[52.0462,4.4],"end_point":[52.0462,4.4],"stops":[{"dossier_id":"D-001","point":[52.0462,4.4],"arrive":"2026-11-30T18:00:00+01:00","start_service":"2026-11-30T18:00:00+01:00","depart":"2026-11-30T18:30:00+01:00","required":false,"score":40,"chance_home":0.5,"why_when":"","leg":{"travel_s":60,"distance_m":300,"path":[[52.0462,4.4]]},"joined":[],"chance_low":0.0,"chance_high":1.0,"chance_n":0}],"home_leg":null,"reserve":["D-002"]}],"unplanned":[],"settings_version":"b"}');
INSERT INTO "plan" VALUES(3,'2026-W50','2026-11-29 14:00:00.000000','{"week":{"year":2026,"number":50},"routes":[],"unplanned":[],"settings_version":"b"}');
CREATE TABLE referral_place (
	place_id VARCHAR NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (place_id)
);
CREATE TABLE shift (
	shift_id VARCHAR NOT NULL, 
	week VARCHAR NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (shift_id)
);
INSERT INTO "shift" VALUES('S1','2026-W49','{"shift_id":"S1","date":"2026-11-30","start":"17:00:00","end":"21:00:00","coach_ids":["C1"],"start_place":{"street":"Dorpsstraat","number":1,"addition":"","postcode":"","city":"Nootdorp"},"end_place":{"street":"Dorpsstraat","number":1,"addition":"","postcode":"","city":"Nootdorp"}}');
CREATE INDEX ix_shift_week ON shift (week);
CREATE INDEX ix_call_evening_date ON call_evening (date);
CREATE INDEX ix_decision_dossier_id ON decision (dossier_id);
CREATE INDEX ix_event_dossier_id ON event (dossier_id);
CREATE INDEX ix_plan_week ON "plan" (week);
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
CREATE TRIGGER plan_no_update BEFORE UPDATE ON plan BEGIN SELECT RAISE(ABORT, 'plan is append-only'); END;
CREATE TRIGGER plan_no_delete BEFORE DELETE ON plan BEGIN SELECT RAISE(ABORT, 'plan is append-only'); END;
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'decision is append-only'); END;
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'decision is append-only'); END;
COMMIT;
