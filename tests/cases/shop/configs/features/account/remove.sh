#!/bin/sh
set -eu
userdel shop
