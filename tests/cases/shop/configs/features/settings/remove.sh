#!/bin/sh
rm -f /etc/shop.conf
