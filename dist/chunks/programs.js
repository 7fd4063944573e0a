// src/health/programs.ts
/**
* The constant programs that ask. What a file says reaches them as words of the argument vector, never as text of the
* program, and what a guest answers comes back with a mark or in hexadecimal, so that it cannot be taken for ours.
*/
/**
* For tcp and http: HOST PORT SECONDS [PATH AUTHORITY WHOLE COUNT]. It runs on the node, with the network of whoever asks:
* every Proxmox node has Perl, a guest may have nothing at all. It prints `open`, `no REASON` or `http HEX`, and its
* alarm ends it. Without WHOLE it reads the head of an answer only. COUNT headers stand on stdin, a line each, name and
* value in hexadecimal; they take the place of its own of the same name.
*/
const ASK = `
use strict; use warnings; use IO::Socket::IP;
my ($host, $port, $seconds, $path, $authority, $whole, $count) = @ARGV;
alarm $seconds;
my @own;
for (1 .. ($count || 0)) {
  my ($name, $value) = (<STDIN> || "") =~ /^((?:[0-9a-f]{2})+) ((?:[0-9a-f]{2})*)\\n\\z/;
  $_ = pack "H*", $_ // "0a" for $name, $value;
  if ("$name$value" =~ /[^\\x20-\\x7e]/) { print "no the headers to send did not arrive\\n"; exit 0 }
  push @own, [$name, $value];
}
my $socket = IO::Socket::IP->new(PeerHost => $host, PeerPort => $port, Proto => "tcp");
if (!$socket) { my $why = $@ || $!; $why =~ s/\\s+/ /g; print "no $why\\n"; exit 0 }
if (!defined $path) { print "open\\n"; exit 0 }
$SIG{PIPE} = "IGNORE";
my @lines = ("GET $path HTTP/1.1", "Host: $authority", "User-Agent: phoenix", "Accept: */*", "Connection: close");
for my $header (@own) {
  my ($name, $value) = @$header;
  @lines = ((grep { !/^\\Q$name\\E:/i } @lines), "$name: $value");
}
syswrite $socket, join("\\r\\n", @lines, "", "");
my $answer = "";
while (length $answer < 65536 && sysread $socket, $answer, 8192, length $answer) {
  my $at = index $answer, "\\r\\n\\r\\n";
  next if $at < 0;
  last if !$whole;
  my ($head, $body) = (substr($answer, 0, $at), substr($answer, $at + 4));
  last if $head =~ /^content-length:\\s*(\\d+)/mi && length $body >= $1;
  last if $head =~ /^transfer-encoding:.*chunked/mi && $body =~ /(?:^|\\r\\n)0\\r\\n\\r\\n\\z/;
}
print "http ", unpack("H*", $answer), "\\n";
`;
/** For tcp and http in a virtual machine: PROGRAM and its words. Nearly every Linux with a guest agent has Perl, too. */
const INSIDE = `
if [ -n "\${PHX_RECORDED_GUEST:-}" ]; then printf '\\nphx-recorded\\n'; exit 0; fi
if ! command -v perl >/dev/null 2>&1; then echo 'no Perl in the guest to ask with: let the node ask, by "from"'; exit 0; fi
exec perl -e "$@"
`;
/** Keeps the end of what the command prints, and says last how the command ended. */
const MARKED = `
exec 4>&1
status=$( { { "$@" 3>&- 4>&-; echo $? >&3; } 2>&1 </dev/null | tail -c 2000 >&4; } 3>&1 )
printf '\\nphx-exit %s\\n' "$status"
`;
/**
* For exec: SECONDS PROGRAM [WORD…], in the guest. Whoever ends \`pct exec\` does not end what it started in the guest
* (PVE 9.2), so that the guest's own \`timeout\` ends the command with all its children; a guest without one is trusted.
* In a recorded guest of a lab nothing is installed, and the command would run on the machine of whoever runs the lab.
*/
const EXEC = `
if [ -n "\${PHX_RECORDED_GUEST:-}" ]; then printf '\\nphx-recorded\\n'; exit 0; fi
seconds=$1
shift
if command -v timeout >/dev/null 2>&1; then
  exec timeout -s KILL "$seconds" sh -c '${MARKED.replaceAll("'", `'\\''`)}' sh "$@"
fi
exec sh -c '${MARKED.replaceAll("'", `'\\''`)}' sh "$@"
`;
export { EXEC as n, INSIDE as r, ASK as t };
