-- When the boxes of a request were ticked, where somebody only asked for a new link since: its mail speaks of that moment.
ALTER TABLE subscription_request ADD COLUMN first_asked_at DATETIME(6);
