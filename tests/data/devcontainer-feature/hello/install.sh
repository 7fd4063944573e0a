#!/usr/bin/env bash
set -e
echo "${GREETING}, ${WHO_IS_IT}, ${LOUD}, ${_REMOTE_USER}, ${_CONTAINER_USER_HOME}, ${NOTHING-unset}"
case $PATH in
  /opt/hello/bin:*) ;;
  *) exit 1 ;;
esac
./helper.sh
