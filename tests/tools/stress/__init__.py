"""The stress programme: kills, crowds, damage and full disks, far beyond a day's use.

``python -m tests.tools.stress`` runs all of it and prints a table of figures; the tests run short
forms.
"""
