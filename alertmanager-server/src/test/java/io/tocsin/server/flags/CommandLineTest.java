package io.tocsin.server.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Error texts are those of alertmanager and amtool 0.33.1. */
final class CommandLineTest {
    private static final Flag<String> NAME = Flag.text("name", "").withDefault("none");
    private static final Flag<String> MANY = Flag.text("many", "").repeatable();
    private static final Flag<Boolean> LOUD = Flag.toggle("loud", "").withShort('l');
    private static final Flag<String> OUT = Flag.text("out", "").withShort('o').withDefault("simple");
    private static final Flag<Long> COUNT =
            Flag.of("count", FlagType.WHOLE_NUMBER, "").withDefault("0");
    private static final Flag<String> RECEIVER = Flag.text("receiver", "").withShort('r');

    private static final Command PLAIN =
            Command.named("plain", "").flags(NAME, MANY, LOUD, OUT, COUNT).build();
    private static final Command TREE = Command.named("tree", "")
            .flags(OUT)
            .command(Command.named("alert", "")
                    .command(Command.named("query", "")
                            .flags(RECEIVER)
                            .arguments("matchers")
                            .asDefault()
                            .build())
                    .command(Command.named("add", "").arguments("labels").build())
                    .build())
            .command(Command.named("silence", "")
                    .command(Command.named("add", "").build())
                    .build())
            .build();

    @Test
    void value_givenInAnyForm_isTaken() throws FlagException {
        assertThat(parse("--name", "a").value(NAME)).isEqualTo("a");
        assertThat(parse("--name=a=b").value(NAME)).isEqualTo("a=b");
        assertThat(parse("--name=").value(NAME)).isEmpty();
        assertThat(parse("-ojson").value(OUT)).isEqualTo("json");
        assertThat(parse("-o", "json").value(OUT)).isEqualTo("json");
        assertThat(parse("-lojson").value(OUT)).isEqualTo("json");
        assertThat(parse("--count=1e3").value(COUNT)).isEqualTo(1000);
        assertThat(parse("--count=-3.9").value(COUNT)).isEqualTo(-3);
        assertThat(parse("--count=99999999999999999999").value(COUNT)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void value_notGiven_isTheDefault() throws FlagException {
        assertThat(parse().value(NAME)).isEqualTo("none");
        assertThat(parse().isGiven(NAME)).isFalse();
        assertThat(parse().values(MANY)).isEmpty();
        assertThat(parse().value(LOUD)).isFalse();
    }

    @Test
    void toggle_withItsTwin_isOff() throws FlagException {
        assertThat(parse("--loud").value(LOUD)).isTrue();
        assertThat(parse("-l").value(LOUD)).isTrue();
        assertThat(parse("--no-loud").value(LOUD)).isFalse();
    }

    @Test
    void values_ofARepeatableFlag_keepTheirOrder() throws FlagException {
        assertThat(parse("--many=b", "--many", "a").values(MANY)).containsExactly("b", "a");
    }

    record Case(String line, String error) {
        @Override
        public String toString() {
            return line.isEmpty() ? "(nothing)" : line;
        }
    }

    static Stream<Case> wrongLines() {
        return Stream.of(
                new Case("--nope", "unknown long flag '--nope'"),
                new Case("--nope=3", "unknown long flag '--nope'"),
                new Case("--no-nope", "unknown long flag '--no-nope'"),
                new Case("--no-name", "unknown long flag '--no-name'"),
                new Case("--nam=x", "unknown long flag '--nam'"),
                new Case("--=3", "unknown long flag '--'"),
                new Case("---x", "unknown long flag '---x'"),
                new Case("-x", "unknown short flag '-x'"),
                new Case("-hx", "unknown short flag '-x'"),
                new Case("-h=3", "unknown short flag '-='"),
                new Case("--name", "expected argument for flag '--name'"),
                new Case("--name -x", "expected argument for flag '--name'"),
                new Case("--count -3", "expected argument for flag '--count'"),
                new Case("--name --version", "expected argument for flag '--name'"),
                new Case("extra more", "unexpected extra"),
                new Case("-- extra", "unexpected extra"),
                new Case("-", "unexpected "),
                new Case("--loud=3", "unexpected 3"),
                new Case("--no-loud=3", "unexpected 3"),
                new Case("--name=a --name=b", "flag 'name' cannot be repeated"),
                new Case("--loud --no-loud", "flag 'loud' cannot be repeated"),
                new Case("--count=x --name=a --name=b", "strconv.ParseFloat: parsing \"x\": invalid syntax"),
                new Case("--count=0x10", "strconv.ParseFloat: parsing \"0x10\": invalid syntax"),
                new Case("--count=", "strconv.ParseFloat: parsing \"\": invalid syntax"),
                new Case("--name=a --name=b --count=x", "flag 'name' cannot be repeated"),
                new Case("--count=x --nope", "unknown long flag '--nope'"),
                new Case("--help --nope", "unknown long flag '--nope'"),
                new Case("--help extra", "unexpected extra"),
                new Case("--nope --version", "unknown long flag '--nope'"),
                new Case(
                        "@missing",
                        "failed to open arguments file \"missing\": open missing: no such file or directory"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongLines")
    void wrongLine_isAnsweredAsTheOriginalDoes(Case wrong) {
        assertThatThrownBy(() -> parse(wrong.line().split(" ")))
                .isInstanceOf(FlagException.class)
                .hasMessage(wrong.error());
    }

    @Test
    void request_ofHelpOrVersion_winsOverWrongValues() throws FlagException {
        assertThat(parse("--help", "--count=x").request()).isEqualTo(Invocation.Request.HELP);
        assertThat(parse("-h").request()).isEqualTo(Invocation.Request.HELP);
        assertThat(parse("--help-long").request()).isEqualTo(Invocation.Request.HELP_LONG);
        assertThat(parse("--help-man").request()).isEqualTo(Invocation.Request.HELP_MAN);
        assertThat(parse("--count=x", "--version", "--nope").request()).isEqualTo(Invocation.Request.VERSION);
    }

    @Test
    void wordsAfterDoubleDash_areNoFlags() throws FlagException {
        Invocation line = CommandLine.parse(TREE, List.of("alert", "add", "--", "--out=x", "a"));
        assertThat(line.arguments()).containsExactly("--out=x", "a");
    }

    @Test
    void argumentsFile_givesOneWordPerLine(@TempDir Path folder) throws FlagException, IOException {
        Path file = Files.writeString(folder.resolve("args"), "# a comment\n--name=from file\n\n--loud\n");
        Invocation line = parse("@" + file, "--many=x");
        assertThat(line.value(NAME)).isEqualTo("from file");
        assertThat(line.value(LOUD)).isTrue();
    }

    @Test
    void commands_namedOrByDefault_areEntered() throws FlagException {
        assertThat(tree("alert").command()).isEqualTo("alert query");
        assertThat(tree("alert", "query", "x=y").arguments()).containsExactly("x=y");
        assertThat(tree("alert", "x=y").command()).isEqualTo("alert query");
        assertThat(tree("alert", "-r", "team").value(RECEIVER)).isEqualTo("team");
        assertThat(tree("alert", "add", "-o", "json", "x=y").value(OUT)).isEqualTo("json");
    }

    @Test
    void commands_missingOrUnknown_areErrors() {
        assertThatThrownBy(() -> tree()).hasMessage("command not specified");
        assertThatThrownBy(() -> tree("alarm")).hasMessage("expected command but got \"alarm\"");
        assertThatThrownBy(() -> tree("silence")).hasMessage("must select a subcommand of 'silence'");
        assertThatThrownBy(() -> tree("silence", "add", "x")).hasMessage("unexpected x");
    }

    private static Invocation parse(String... words) throws FlagException {
        return CommandLine.parse(PLAIN, List.of(words));
    }

    private static Invocation tree(String... words) throws FlagException {
        return CommandLine.parse(TREE, List.of(words));
    }
}
