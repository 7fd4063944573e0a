/**
 * The agent: the one constant program that Phoenix runs on a node by ssh, or as root by sudo. It reads requests from
 * stdin and answers on stdout (frames.ts), until its stdin ends; commands that still run then are let finish.
 *
 * Perl with modules of Debian's perl-base only, since that is on every Proxmox host and starts in 2 ms. It must not
 * hold a single quote: it travels in a pair of them (agentCommand).
 */

export const AGENT_PROGRAM = String.raw`
use strict; use warnings; use POSIX (); use Fcntl; use File::Glob (); use File::Path (); use IO::Handle; use Errno;

binmode STDIN; binmode STDOUT; chdir "/"; umask 0077;
$SIG{$_} = "IGNORE" for qw(PIPE HUP INT TERM); $SIG{CHLD} = sub {};
my (%jobs, $gone); my $in = "";
my $DRAIN = 2;

sub answer {
  my ($word, $id, $body) = @_;
  my $out = "$word $id " . length($body) . "\n" . $body;
  while (!$gone && length $out) {
    my $n = syswrite STDOUT, $out;
    if (defined $n) { substr($out, 0, $n, "") } elsif (!$!{EINTR}) { $gone = 1 }
  }
}
sub list { join "", map { length($_) . ":" . $_ } @_ }
sub items {
  my ($body) = @_; my @items; my $at = 0;
  while ($at < length $body) {
    my $colon = index $body, ":", $at; my $n = substr $body, $at, $colon - $at;
    push @items, substr $body, $colon + 1, $n; $at = $colon + 1 + $n;
  }
  return @items;
}
sub slurp {
  my ($path) = @_; return undef if -d $path; my $file;
  if (!sysopen($file, $path, O_RDONLY)) { return undef if $!{ENOENT} || $!{ENOTDIR}; die "cannot read $path: $!\n" }
  binmode $file; local $/; $! = 0; my $text = <$file>;
  return $text // "" if defined $text || !$!;
  return undef if $path =~ m{/(?:proc|sys)/} && ($!{EINVAL} || $!{EIO} || $!{ESRCH});
  die "cannot read $path: $!\n";
}

sub plain { my ($path) = @_; die "cannot write $path: it is no file\n" if -e $path && !-f _ }

my %requests = (
  read => sub {
    my %seen;
    return list(map { my $text = slurp($_); defined $text ? ($_, $text) : () } grep { !$seen{$_}++ }
      map { /\*/ ? File::Glob::bsd_glob($_, 0) : $_ } @_);
  },
  append => sub {
    my ($path, $rotate, $text) = @_; plain($path); my ($folder) = $path =~ m{^(.*)/}; File::Path::make_path($folder, { mode => 0700 });
    rename $path, "$path.1" if (-s $path // 0) > $rotate; my $new = !-e $path;
    sysopen(my $file, $path, O_RDWR | O_CREAT | O_APPEND, 0600) or die "cannot write $path: $!\n";
    my $size = -s $file; my ($last, $at, $put) = ("\n", 0);
    if ($size) { sysseek $file, -1, 2; sysread $file, $last, 1 }
    $text = "\n$text" if $last ne "\n";
    while ($at < length $text) { $put = syswrite $file, $text, length($text) - $at, $at; last if !defined $put; $at += $put }
    if (!defined $put || !$file->sync) { my $why = $!; truncate $file, $size; die "cannot write $path: $why\n" }
    close $file;
    if ($new && sysopen(my $dir, $folder, O_RDONLY)) { $dir->sync }
    return "";
  },
  mkdir => sub {
    my ($path) = @_; my ($folder) = $path =~ m{^(.*)/}; File::Path::make_path($folder);
    return 1 if mkdir $path; return 0 if $!{EEXIST}; die "cannot make $path: $!\n";
  },
  write => sub {
    my ($path, $text, $mode) = @_; plain($path); my ($folder, $name) = $path =~ m{^(.*)/(.*)$}; File::Path::make_path($folder);
    my $new = "$folder/.$name.$$";
    sysopen(my $file, $new, O_WRONLY | O_CREAT | O_TRUNC, oct($mode // "600")) or die "cannot write $new: $!\n";
    return "" if (syswrite($file, $text) // -1) == length $text && close $file && rename $new, $path;
    my $why = $!; unlink $new; die "cannot write $path: $why\n";
  },
  remove => sub {
    my ($path) = @_; plain($path) if !-l $path && !-d _; return 1 if -d $path ? rmdir $path : unlink $path;
    return 0 if $!{ENOENT} || $!{ENOTEMPTY} || $!{EEXIST}; die "cannot remove $path: $!\n";
  },
);

sub start {
  my ($id, $timeout, $grace, $has_input, $input, $variables, @argv) = @_;
  my @env = splice @argv, 0, $variables;
  pipe(my $in_read, my $in_write); pipe(my $out_read, my $out_write);
  pipe(my $err_read, my $err_write); pipe(my $why_read, my $why_write);
  my $pid = fork // die "cannot fork: $!\n";
  if (!$pid) {
    POSIX::setsid(); $SIG{$_} = "DEFAULT" for qw(PIPE HUP INT TERM CHLD); umask 0022;
    my $source = $in_read; if (!$has_input) { open $source, "<", "/dev/null" }
    POSIX::dup2(fileno $source, 0); POSIX::dup2(fileno $out_write, 1); POSIX::dup2(fileno $err_write, 2);
    %ENV = map { split /=/, $_, 2 } @env;
    { no warnings; exec { $argv[0] } @argv; }
    syswrite $why_write, "$!"; POSIX::_exit(127);
  }
  close $_ for $in_read, $out_write, $err_write, $why_write;
  my $why = do { local $/; <$why_read> } // "";
  if ($why ne "") { waitpid $pid, 0; die "MISSING $argv[0]: $why\n" }
  $in_write->blocking(0);
  if (!$has_input) { close $in_write; undef $in_write }
  $jobs{$id} = { pid => $pid, in => $in_write, input => $input, out => $out_read, err => $err_read,
    until => time + $timeout / 1000, grace => $grace / 1000, signals => 0 };
}

sub session_of {
  my ($pid) = @_; my $stat = eval { slurp("/proc/$pid/stat") } // return 0;
  return (split / /, substr $stat, rindex($stat, ")") + 2)[3];
}
sub tend {
  my ($id, $job) = @_;
  if (!defined $job->{status} && time >= $job->{until} && $job->{signals} < 2) {
    if ($job->{signals}++ == 0) { kill "TERM", -$job->{pid}; $job->{until} = time + $job->{grace} }
    else { kill "KILL", grep { session_of($_) == $job->{pid} } map { m{(\d+)$} } File::Glob::bsd_glob("/proc/[0-9]*", 0) }
  }
  return if !defined $job->{status};
  return if ($job->{out} || $job->{err}) && time < $job->{ended} + $DRAIN;
  my $status = $job->{status};
  answer("end", $id, list(($status & 127) ? -($status & 127) : $status >> 8, $job->{signals} ? 1 : 0));
  delete $jobs{$id};
}

sub accept_requests {
  while ($in =~ /^([a-z]+) (\d+) (\d+)\n/ && length($in) >= $+[0] + $3) {
    my ($word, $id, $from, $length) = ($1, $2, $+[0], $3);
    my $body = substr $in, $from, $length; substr($in, 0, $from + $length, "");
    eval {
      if ($word eq "run") { start($id, items($body)) }
      else { my $handler = $requests{$word} or die "unknown request $word\n"; answer("ok", $id, $handler->(items($body))) }
      1;
    } or answer("no", $id, "$@");
  }
}

my ($name) = (readlink "/etc/pve/local" // "") =~ m{([^/]+)/?$}; ($name) = (POSIX::uname())[1] =~ /^([^.]+)/ if !defined $name;
answer("hello", 0, list($name, $$));
while (!$gone || %jobs) {
  my ($r, $w) = ("", "");
  vec($r, fileno STDIN, 1) = 1 if !$gone;
  for my $job (values %jobs) {
    vec($r, fileno $_, 1) = 1 for grep { $_ } $job->{out}, $job->{err};
    vec($w, fileno $job->{in}, 1) = 1 if $job->{in};
  }
  my $n = select $r, $w, undef, (%jobs ? 0.2 : undef);
  ($r, $w) = ("", "") if $n < 0;
  if (!$gone && vec($r, fileno STDIN, 1)) {
    my $got = sysread STDIN, $in, 1 << 20, length $in;
    if ($got) { accept_requests() } elsif (defined $got || !$!{EINTR}) { $gone = 1 }
  }
  for my $id (keys %jobs) {
    my $job = $jobs{$id};
    for my $stream (qw(out err)) {
      my $from = $job->{$stream} or next; next if !vec($r, fileno $from, 1);
      my $got = sysread $from, my $text, 65536;
      if ($got) { answer($stream, $id, $text) } elsif (defined $got || !$!{EINTR}) { close $from; $job->{$stream} = undef }
    }
    if (my $to = $job->{in}) {
      if (vec($w, fileno $to, 1)) {
        my $put = length $job->{input} ? syswrite $to, $job->{input} : 0;
        if (defined $put) { substr($job->{input}, 0, $put, "") } elsif (!$!{EAGAIN} && !$!{EINTR}) { $job->{input} = "" }
        if (!length $job->{input}) { close $to; $job->{in} = undef }
      }
    }
  }
  while ((my $pid = waitpid -1, POSIX::WNOHANG()) > 0) {
    my $status = $?;
    for my $job (values %jobs) { if ($job->{pid} == $pid) { $job->{status} = $status; $job->{ended} = time } }
  }
  tend($_, $jobs{$_}) for keys %jobs;
}
`;

/** What the login shell of a node is given: a constant. */
export const AGENT_COMMAND = `exec perl -e '${AGENT_PROGRAM}'`;
