-- When somebody first followed a link of the mail, by the judgement of tracking: a person, not a program (C4).
ALTER TABLE message ADD COLUMN clicked_at DATETIME(6);
