"""Several machines with one log: files that each machine writes alone and all read."""
