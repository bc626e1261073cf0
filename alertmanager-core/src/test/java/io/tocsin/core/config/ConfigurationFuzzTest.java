package io.tocsin.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.config.ConfigurationResult.Refused;
import io.tocsin.core.yaml.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mutations of a good file: each is accepted or refused with problems that lie within it, and nothing else happens. */
final class ConfigurationFuzzTest {
    private static final int MUTANTS = Integer.getInteger("tocsin.fuzz.mutants", 400);
    private static final String GOOD = """
            global:
              resolve_timeout: 5m
              http_config: &client
                basic_auth: {username: me, password: hidden}
                tls_config: {ca_file: ca.pem, min_version: TLS12}
                proxy_url: http://user:hidden@proxy:3128
                no_proxy: a,b
                http_headers: {X-A: {values: [a], secrets: [hidden]}}
            route:
              receiver: default
              group_by: [alertname, cluster]
              group_wait: 30s
              routes:
                - &team
                  receiver: team
                  matchers: [severity="page", 'a=~"b|c"']
                  match: {service: db}
                  match_re: {job: "node|x.*"}
                  continue: true
                - <<: *team
                  group_by: ['...']
                  repeat_interval: 1d
                  routes: [{receiver: default}]
            receivers:
              - name: default
              - name: team
                labels: {team: a}
                webhook_configs:
                  - text: "quoted: text"
                    http_config: {oauth2: {client_id: i, token_url: http://t, scopes: [s], client_secret: hidden}}
                  - send_resolved: no
                    http_config: {<<: *client, follow_redirects: false}
            templates: []
            """;
    private static final List<String> PIECES = List.of(
            ":",
            " ",
            "\n",
            "\t",
            "- ",
            "[",
            "]",
            "{",
            "}",
            "\"",
            "'",
            "*",
            "&",
            "!",
            "|",
            ">",
            "%",
            "@",
            "`",
            "#",
            ",",
            "?",
            "<<",
            "null",
            "~",
            "5",
            "-1",
            "1e999",
            "0x",
            "yes",
            "2001-01-01",
            "!!int ",
            "!!binary ",
            "!!set ",
            "*team",
            "&team ",
            "---\n",
            "...\n",
            "{{",
            "}}",
            "\u0001",
            "\uFEFF",
            "\u2028",
            "\uD83D\uDE00",
            "é",
            "\\",
            "\\x",
            "()",
            "=~",
            "...",
            "''",
            ": []",
            ": {}",
            ": ~",
            "receiver",
            "matchers",
            "http_config",
            "<secret>",
            "{{ x }}",
            "http://",
            "://",
            "99999999999999999999");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void decode_mutants_onlyAcceptsOrRefuses(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < MUTANTS; i++) {
            String mutant = mutate(GOOD, random);
            try {
                check(mutant);
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                fail("seed " + seed + ", mutant " + i + ":\n" + mutant, e);
            }
        }
    }

    private static void check(String mutant) {
        ConfigurationResult result = Decoding.decode(mutant);
        int lines = (int) mutant.chars()
                        .filter(c -> "\n\r\u0085\u2028\u2029".indexOf(c) >= 0)
                        .count()
                + 1;
        assertThat(result.warnings()).allSatisfy(problem -> checkProblem(problem, lines));
        if (result instanceof Accepted accepted) {
            String printed = ConfigurationPrinter.print(accepted.configuration());
            assertThat(Decoding.decode(printed)).as(printed).isInstanceOf(Accepted.class);
        } else if (result instanceof Refused refused) {
            assertThat(refused.errors()).allSatisfy(problem -> checkProblem(problem, lines));
            assertThat(refused.originalText()).isNotEmpty();
        } else {
            throw new AssertionError("unhandled result: " + result);
        }
    }

    private static void checkProblem(Problem problem, int lines) {
        assertThat(problem.position().line()).isBetween(1, lines);
        assertThat(problem.message()).isNotBlank();
    }

    private static String mutate(String good, Random random) {
        StringBuilder text = new StringBuilder(good);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(6)) {
                case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 ->
                    text.replace(
                            at,
                            Math.min(at + 1 + random.nextInt(4), text.length()),
                            PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> text.delete(at, Math.min(at + 1 + random.nextInt(10), text.length()));
                case 3 -> text.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 0xFFFF));
                case 4 -> replaceValue(text, random);
                default -> swapLines(text, random);
            }
        }
        return text.toString();
    }

    /** Puts a piece in the place of what stands behind some colon. */
    private static void replaceValue(StringBuilder text, Random random) {
        int colon = text.indexOf(": ", random.nextInt(text.length()));
        if (colon >= 0) {
            int end = colon + 2;
            while (end < text.length() && ",}]\n".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            text.replace(colon + 2, end, PIECES.get(random.nextInt(PIECES.size())));
        }
    }

    private static void swapLines(StringBuilder text, Random random) {
        List<String> lines = new ArrayList<>(text.toString().lines().toList());
        Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
        text.setLength(0);
        text.append(String.join("\n", lines)).append('\n');
    }
}
