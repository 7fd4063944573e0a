#!/bin/sh
id -u shop >/dev/null 2>&1 || exit 10
[ -d /srv/shop ] || exit 10
