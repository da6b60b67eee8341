"""The words of the house: dossiers, staff, weeks, plans, outcomes. Pure, frozen, no I/O, no clock."""
