# The real sqitch, asked about one plan after the other: starting it takes longer than reading a plan.
# Reads the path of a plan from each line of its input. Answers with one line: "plan", and the
# changes with their tags in order; or "refused", and what sqitch says.
use strict;
use warnings;
use App::Sqitch;
use App::Sqitch::Config;
use App::Sqitch::Plan;
use App::Sqitch::Target;
use Encode qw(encode_utf8);
use Path::Class qw(file);

# Nothing of this machine's own settings.
$ENV{SQITCH_CONFIG} = $ENV{SQITCH_USER_CONFIG} = $ENV{SQITCH_SYSTEM_CONFIG} = '/dev/null';
$ENV{LC_ALL} = 'C';

my $sqitch = App::Sqitch->new(config => App::Sqitch::Config->new);
my $target = App::Sqitch::Target->new(sqitch => $sqitch, name => 'db:sqlite:');
$| = 1;

# What `sqitch plan` does with a plan: read it, then write out all of every change, ids included.
sub plan {
    my $plan = App::Sqitch::Plan->new(sqitch => $sqitch, target => $target, file => file(shift));
    my @changes;
    for my $change ($plan->changes) {
        $change->id;
        $_->as_string for $change->requires, $change->conflicts;
        push @changes => join '', $change->name, map { $_->format_name } $change->tags;
    }
    return join ' ', plan => @changes;
}

while (my $path = <STDIN>) {
    chomp $path;
    my $answer = eval { plan($path) };
    $answer = "refused $@" unless defined $answer;
    $answer =~ s/\s*[\r\n]\s*/ | /g;
    print encode_utf8($answer), "\n";
}
