"""The workbook of analytics that LinkedIn gives its members: four numbers a day."""
