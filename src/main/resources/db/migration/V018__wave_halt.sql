-- Why a wave paused by itself; empty where it did not, or was let go on.
ALTER TABLE wave ADD COLUMN halted_because VARCHAR(400);
