#!/bin/sh
rm -f /srv/shop/catalogue
