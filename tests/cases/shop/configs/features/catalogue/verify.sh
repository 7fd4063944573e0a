#!/bin/sh
[ "$(cat /srv/shop/catalogue)" = "$ITEMS" ]
