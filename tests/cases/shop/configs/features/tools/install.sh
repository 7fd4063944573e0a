#!/bin/sh
set -e
cat >/usr/local/bin/retry <<END
#!/bin/sh
for try in \$(seq $ATTEMPTS); do
  "\$@" && exit 0
  [ "$QUIET" = true ] || echo "retry: attempt \$try failed" >&2
  sleep 1
done
exit 1
END
chmod 755 /usr/local/bin/retry
