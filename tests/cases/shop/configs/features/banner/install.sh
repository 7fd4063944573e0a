#!/bin/sh
set -e
echo "$TEXT. Tools: $(ls /usr/local/bin)" >/etc/motd
