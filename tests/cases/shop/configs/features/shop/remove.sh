#!/bin/sh
set -eu
systemctl disable --now shop
rm -f /etc/systemd/system/shop.service /usr/local/lib/shop.pl
