# One page: how much there is to sell. The settings are read when it starts, the catalogue for every visitor.
use strict;
use warnings;
use IO::Socket::INET;

# A visitor may leave before the page is there.
$SIG{PIPE} = 'IGNORE';

my ($currency) = do { local @ARGV = ('/etc/shop.conf'); map { /^currency=(.*)$/ ? $1 : () } <> };
my $shop = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 9, ReuseAddr => 1) or die "port $ARGV[0]: $!\n";
while (my $visitor = $shop->accept) {
  while (defined(my $line = <$visitor>)) { last if $line =~ /^\r?$/ }
  my @items = do { local @ARGV = ('/srv/shop/catalogue'); grep { /\S/ } <> };
  my $page = @items . " things to sell, in $currency\n";
  print $visitor "HTTP/1.0 200 OK\r\nContent-Length: " . length($page) . "\r\n\r\n$page";
  close $visitor;
}
