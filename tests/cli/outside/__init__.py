"""What the system around a command does to it: files, streams, locales."""
