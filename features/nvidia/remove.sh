#!/bin/sh
# Runs NVIDIA's own uninstaller.
set -eu
. ./want.sh

if command -v nvidia-uninstall >/dev/null; then nvidia-uninstall --silent; fi
rm -f "$stamp"
