#!/bin/sh
set -eu
id -u shop >/dev/null 2>&1 || useradd --system --home-dir /srv/shop --create-home --shell /usr/sbin/nologin shop
