-- Marks are counted at any time without harm; there is nothing to undo but those that wait.
delete from reporting.pending where at = 'epoch';
