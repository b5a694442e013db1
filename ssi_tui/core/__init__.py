"""The pure heart: values in, values out; no clock, no disk, no screen."""
