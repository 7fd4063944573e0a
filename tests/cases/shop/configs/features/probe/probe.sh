#!/bin/sh
exec retry curl --fail --silent --show-error --max-time @TIMEOUT@ "$1"
