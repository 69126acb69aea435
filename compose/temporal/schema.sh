#!/bin/sh
# Makes Temporal's two databases, or brings them up to date; SQL_* says where. What is there
# already is left alone, so it can be run again.
set -eu

setup() {
  temporal-sql-tool --database "$1" create-database
  temporal-sql-tool --database "$1" setup-schema --version 0.0
  temporal-sql-tool --database "$1" update-schema --schema-name "$2"
}

setup temporal postgresql/v12/temporal
setup temporal_visibility postgresql/v12/visibility
