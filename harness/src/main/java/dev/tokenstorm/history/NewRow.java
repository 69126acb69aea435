package dev.tokenstorm.history;

/** A row and its content, as they are added to a history. */
record NewRow(HistoryRow row, RowContent content) {}
