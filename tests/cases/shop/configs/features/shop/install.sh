#!/bin/sh
set -eu
. "$PHX_LIB"
phx_write /usr/local/lib/shop.pl <files/shop.pl
phx_unit shop <<END
[Unit]
Description=The shop
After=network.target

[Service]
User=shop
ExecStart=/usr/bin/perl /usr/local/lib/shop.pl $PORT
Restart=on-failure

[Install]
WantedBy=multi-user.target
END
phx_serve shop /usr/local/lib/shop.pl /etc/shop.conf
