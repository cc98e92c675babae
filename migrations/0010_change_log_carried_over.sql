-- Gone: its content is change sets since 0009 (docs/decisions/history-as-change-sets.md).
DROP TABLE `change_log`;