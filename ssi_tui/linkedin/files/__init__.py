"""Files of LinkedIn's archive: from bytes to rows."""
