#!/bin/sh
# Ends the containers and networks of the project. Its volumes and images stay.
set -eu
. "$PHX_LIB"
. ./want.sh

take_away "$NAME"
