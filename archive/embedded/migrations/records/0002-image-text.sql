-- What was read from pictures, by the SHA-256 of their bytes: a picture is read once.
CREATE TABLE image_text (sha256 TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
