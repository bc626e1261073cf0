package io.tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationResult;
import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.PathGlob;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.tls.NamedCertificates;
import io.tocsin.core.yaml.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Deviation D-016: files of receivers in use that are of no use now are warned of, with their place. */
final class UsedFilesTest {
    private static final String NO_EFFECT = ".*(no effect|not recorded|not sent|deprecated|wins over).*";

    /** Files by their paths; a null is a pipe, which nobody may read. */
    private record FakeFiles(Map<String, String> texts) implements FileSource {
        @Override
        public byte[] read(String path) throws IOException {
            assertThat(isPipe(path)).as("a read that waits").isFalse();
            String text = texts.get(path);
            if (text == null) {
                throw new IOException("open " + path + ": no such file or directory");
            }
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public boolean isPipe(String path) {
            return path.endsWith("pipe");
        }

        @Override
        public List<String> glob(PathGlob pattern) {
            return List.of();
        }
    }

    private static List<String> warnings(String text, Map<String, String> files) {
        ConfigurationResult result = new ConfigurationDecoder(Integrations.types(), MatcherMode.DEFAULT)
                .readingFiles(new FakeFiles(files))
                .decode("conf/alertmanager.yml", text);
        assertThat(result).isInstanceOf(Accepted.class);
        return result.warnings().stream()
                .map(Problem::toString)
                .filter(warning -> !Pattern.compile(NO_EFFECT, Pattern.DOTALL)
                        .matcher(warning)
                        .matches())
                .toList();
    }

    private static String webhook(String keys) {
        return "route: {receiver: a}\nreceivers:\n- name: a\n  webhook_configs: [{" + keys + "}]\n";
    }

    private static String tls(String keys) {
        return webhook("url: 'http://h', http_config: {tls_config: {" + keys + "}}");
    }

    @Test
    void missingFile_ofReceiverInUse_isWarnedOfAtItsPlace() {
        assertThat(warnings(tls("ca_file: ca.pem"), Map.of()))
                .containsExactly("conf/alertmanager.yml:4:75: warning:"
                        + " receivers[0].webhook_configs[0].http_config.tls_config.ca_file: cannot be read now:"
                        + " open conf/ca.pem: no such file or directory\n"
                        + "    hint: until it can, every notification fails.");
    }

    @Test
    void missingFile_ofReceiverThatNoRouteUses_isNot() {
        assertThat(warnings(
                        tls("ca_file: ca.pem")
                                .replace("receiver: a}\nreceivers:\n", "receiver: b}\nreceivers:\n- name: b\n"),
                        Map.of()))
                .isEmpty();
    }

    @Test
    void missingFile_inGlobal_isWarnedOfOnceThere() {
        String text = "global: {http_config: {basic_auth: {password_file: p}}}\n"
                + webhook("url: 'http://h'}, {url: 'http://h'");
        assertThat(warnings(text, Map.of()))
                .singleElement()
                .asString()
                .startsWith("conf/alertmanager.yml:1:")
                .contains("password_file: cannot be read now: open conf/p:");
        String unused = text.replace("url: 'http://h'", "url: 'http://h', http_config: {}");
        assertThat(warnings(unused, Map.of())).isEmpty();
    }

    @Test
    void pipe_isNotRead() {
        assertThat(warnings(
                        webhook("url_file: pipe, http_config: {tls_config: {cert_file: pipe, key_file: pipe}}"),
                        Map.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ca_file: ec.certificate                           |",
                "ca_file: text                                     | ca_file: the file holds no certificate",
                "ca_file: ec.key                                   | ca_file: the file holds no certificate",
                "cert_file: ec.certificate, key_file: ec.key       |",
                "cert_file: ec.certificate, key: {ec.key}          |",
                "cert: {ec.certificate}, key_file: ec.key          |",
                "cert_file: ec.certificate, key_file: other.key    | key_file: no connection can be made with it now: tls: private key does not match public key",
                "cert_file: ec.certificate, key: {other.key}       | cert_file: no connection can be made with it now: tls: private key does not match public key",
                "cert: {ec.certificate}, key_file: rsa.key         | key_file: no connection can be made with it now: tls: private key type does not match",
                "cert_file: text, key_file: ec.key                 | cert_file: no connection can be made with it now: tls: failed to find any PEM data in certificate",
                "cert_file: ec.key, key_file: ec.certificate       | cert_file: no connection can be made with it now: tls: failed to find certificate PEM data",
                "cert_file: missing, key_file: ec.key              | cert_file: cannot be read now",
                "cert_file: ec.certificate, key_file: missing      | key_file: cannot be read now",
            })
    void tlsConfig_thatNoConnectionCanBeMadeWith_isWarnedOf(String keys, String warning) {
        var files = Map.of(
                "conf/ec.certificate", NamedCertificates.get("ec").certificateText(),
                "conf/ec.key", NamedCertificates.get("ec").keyText(),
                "conf/other.key", NamedCertificates.get("other").keyText(),
                "conf/rsa.key", NamedCertificates.get("rsa").keyText(),
                "conf/text", "no PEM");
        List<String> warnings = warnings(tls(NamedCertificates.fill(keys)), files);
        if (warning == null) {
            assertThat(warnings).isEmpty();
        } else {
            assertThat(warnings).singleElement().asString().contains(".tls_config." + warning);
        }
    }

    private record Case(String list, String element, String global) {}

    static Stream<Case> everyFile() {
        String oauth2 = "client_id: i, token_url: 'http://t'";
        return Stream.of(
                new Case("discord", "webhook_url_file: F", ""),
                new Case("email", "to: t, auth_password_file: F", "smtp_from: f, smtp_smarthost: 'h:1'"),
                new Case("email", "to: t, auth_secret_file: F", "smtp_from: f, smtp_smarthost: 'h:1'"),
                new Case("email", "to: t, tls_config: {ca_file: F}", "smtp_from: f, smtp_smarthost: 'h:1'"),
                new Case("email", "to: t", "smtp_from: f, smtp_smarthost: 'h:1', smtp_auth_password_file: F"),
                new Case("incidentio", "url: 'http://h', alert_source_token_file: F", ""),
                new Case("incidentio", "url_file: F, alert_source_token: t", ""),
                new Case("pagerduty", "routing_key_file: F", ""),
                new Case("pagerduty", "service_key_file: F", ""),
                new Case("slack", "api_url_file: F", ""),
                new Case("slack", "channel: c", "slack_api_url_file: F"),
                new Case("slack", "app_token_file: F", ""),
                new Case("slack", "channel: c", "slack_app_token_file: F"),
                new Case("webhook", "url_file: F", ""),
                new Case("opsgenie", "api_key_file: F", ""),
                new Case("opsgenie", "message: m", "opsgenie_api_key_file: F"),
                new Case("wechat", "corp_id: c, api_secret_file: F", ""),
                new Case("pushover", "user_key_file: F, token: t", ""),
                new Case("pushover", "user_key: u, token_file: F", ""),
                new Case("victorops", "routing_key: r, api_key_file: F", ""),
                new Case("telegram", "chat_id: 1, bot_token_file: F", ""),
                new Case("telegram", "chat_id_file: F, bot_token: t", ""),
                new Case("msteams", "webhook_url_file: F", ""),
                new Case("msteamsv2", "webhook_url_file: F", ""),
                new Case("rocketchat", "token_file: F, token_id: i", ""),
                new Case("rocketchat", "token: t, token_id_file: F", ""),
                new Case("mattermost", "webhook_url_file: F", ""),
                new Case("webex", "room_id: r, http_config: {authorization: {credentials_file: F}}", ""),
                new Case(
                        "jira",
                        "project: p, issue_type: t, http_config: {basic_auth: {username_file: F}}",
                        "jira_api_url: 'http://h'"),
                new Case(
                        "webhook",
                        "url: 'http://h', http_config: {oauth2: {client_secret_file: F, " + oauth2 + "}}",
                        ""),
                new Case(
                        "webhook",
                        "url: 'http://h', http_config: {oauth2: {client_secret: s, " + oauth2
                                + ", tls_config: {ca_file: F}}}",
                        ""),
                new Case("webhook", "url: 'http://h', http_config: {http_headers: {X: {files: [F]}}}", ""));
    }

    /** Some integrations take a path as it is, some as relative to the folder of the configuration. */
    @ParameterizedTest
    @MethodSource("everyFile")
    void file_ofAnyIntegration_isWarnedOfWhereItIsNamed(Case named) {
        String text = "global: {" + named.global() + "}\nroute: {receiver: a}\nreceivers: [{name: a, " + named.list()
                + "_configs: [{" + named.element() + "}]}]\n";
        int line = named.element().contains("F") ? 3 : 1;
        int column = text.lines().toList().get(line - 1).indexOf("F", 1) + 1;
        assertThat(warnings(text, Map.of()))
                .singleElement()
                .asString()
                .startsWith("conf/alertmanager.yml:" + line + ":" + column + ": ")
                .containsPattern("cannot be read now: open (conf/)?F: no such file");
        assertThat(warnings(
                        text,
                        Map.of("F", "x", "conf/F", NamedCertificates.get("ec").certificateText())))
                .filteredOn(warning -> warning.contains("cannot be read"))
                .isEmpty();
    }
}
