"""The files of LinkedIn's archive: from bytes to rows."""
