# shellcheck shell=sh disable=SC2034
# Where the project is. Read by the other scripts.
project=/opt/phoenix/stacks/$NAME
compose_file=$project/compose.yml
# The variables hold secrets, so they are on tmpfs while Compose runs and nowhere else in the guest.
env_file=${ENV_FILE:-/dev/null}

stack() {
  if docker compose version >/dev/null 2>&1; then tool='docker compose'; else tool=docker-compose; fi
  # shellcheck disable=SC2086
  (cd "${FOLDER:-$project}" && $tool -p "$NAME" --env-file "$env_file" "$@")
}
