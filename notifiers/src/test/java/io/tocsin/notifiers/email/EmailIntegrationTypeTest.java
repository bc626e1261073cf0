package io.tocsin.notifiers.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.Secret;
import io.tocsin.core.config.SecretSource;
import io.tocsin.core.config.TlsConfig;
import io.tocsin.notifiers.email.EmailConfig.Threading;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsFixture;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EmailIntegrationTypeTest {
    private static final String GLOBAL = "smtp_from: gf, smtp_smarthost: 'g:25'";
    private static final SettingsFixture<EmailConfig> EMAIL = new SettingsFixture<>(EmailIntegrationType.INSTANCE);

    private static Map<String, String> headers(String from, String to) {
        return Map.of("From", from, "Subject", "{{ template \"email.default.subject\" . }}", "To", to);
    }

    @Test
    void decode_addressesOnly_hasAllDefaults() {
        assertThat(EMAIL.accept("to: t, from: f, smarthost: 'h:25'"))
                .isEqualTo(new EmailConfig(
                        false,
                        "t",
                        "f",
                        "localhost",
                        new Smarthost("h", "25"),
                        "",
                        SecretOrFile.NONE,
                        SecretOrFile.NONE,
                        "",
                        headers("f", "t"),
                        "{{ template \"email.default.html\" . }}",
                        "",
                        true,
                        TlsConfig.DEFAULT,
                        null,
                        Threading.OFF));
    }

    @Test
    void decode_everyKey_isRead() {
        assertThat(EMAIL.accept("send_resolved: true, to: t, from: f, hello: h, smarthost: 's:1', auth_username: u,"
                        + " auth_password: p, auth_secret_file: sf, auth_identity: i, headers: {x-a: b, subject: S},"
                        + " html: ht, text: te, require_tls: false, tls_config: {ca_file: x/../c}, force_implicit_tls: false,"
                        + " threading: {enabled: true, thread_by_date: daily}"))
                .isEqualTo(new EmailConfig(
                        true,
                        "t",
                        "f",
                        "h",
                        new Smarthost("s", "1"),
                        "u",
                        SecretOrFile.of(Secret.of("p")),
                        SecretOrFile.inFile("sf"),
                        "i",
                        Map.of("X-A", "b", "Subject", "S", "From", "f", "To", "t"),
                        "ht",
                        "te",
                        false,
                        // Relative to the working directory, not to the configuration's folder.
                        new TlsConfig(
                                new SecretSource.FromFile("x/../c"),
                                null,
                                null,
                                "",
                                false,
                                Optional.empty(),
                                Optional.empty()),
                        false,
                        new Threading(true, "daily")));
    }

    @Test
    void globals_all_areInherited() {
        String global = GLOBAL + ", smtp_hello: gh, smtp_auth_username: gu, smtp_auth_password_file: gpf,"
                + " smtp_auth_secret: gs, smtp_auth_identity: gi, smtp_require_tls: false,"
                + " smtp_tls_config: {server_name: gn}, smtp_force_implicit_tls: true";
        assertThat(EMAIL.accept("to: t, hello: '', require_tls: , threading: ", global))
                .isEqualTo(new EmailConfig(
                        false,
                        "t",
                        "gf",
                        "gh",
                        new Smarthost("g", "25"),
                        "gu",
                        SecretOrFile.inFile("gpf"),
                        SecretOrFile.of(Secret.of("gs")),
                        "gi",
                        headers("gf", "t"),
                        "{{ template \"email.default.html\" . }}",
                        "",
                        false,
                        new TlsConfig(null, null, null, "gn", false, Optional.empty(), Optional.empty()),
                        true,
                        Threading.OFF));
        EmailConfig own = EMAIL.accept("to: t, require_tls: true, force_implicit_tls: false, tls_config: {}", global);
        assertThat(own.requireTls()).isTrue();
        assertThat(own.forceImplicitTls()).isFalse();
        assertThat(own.tls()).isEqualTo(TlsConfig.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text: x               | smtp_auth_password: g      | g |   ",
                "auth_password: l      | smtp_auth_password: g      | l |   ",
                "auth_password_file: l | smtp_auth_password: g      |   | l ",
                "text: x               | smtp_auth_password_file: g |   | g ",
                "auth_password: l      | smtp_auth_password_file: g | l |   ",
            })
    void authPassword_pair_isInheritedAsAWhole(String element, String global, String password, String file) {
        assertThat(EMAIL.accept("to: t, " + element, GLOBAL + ", " + global).authPassword())
                .isEqualTo(new SecretOrFile(password == null ? null : Secret.of(password), file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text: x             | smtp_auth_secret: g      | g |   ",
                "auth_secret: l      | smtp_auth_secret: g      | l |   ",
                "auth_secret_file: l | smtp_auth_secret: g      | g | l ",
                "text: x             | smtp_auth_secret_file: g |   | g ",
                "auth_secret: l      | smtp_auth_secret_file: g | l | g ",
                "auth_secret_file: l | smtp_auth_secret_file: g |   | l ",
            })
    void authSecret_eachPart_isInheritedByItself(String element, String global, String secret, String file) {
        assertThat(EMAIL.accept("to: t, " + element, GLOBAL + ", " + global).authSecret())
                .isEqualTo(new SecretOrFile(secret == null ? null : Secret.of(secret), file));
    }

    @Test
    void secretBesideItsFile_isNotUsedWhichAWarningSays() {
        assertThat(EMAIL.warnings("to: t, auth_password: p, auth_password_file: f", GLOBAL))
                .singleElement()
                .asString()
                .contains("email_configs[0].auth_password: has no effect: \"auth_password_file\" is used");
        assertThat(EMAIL.warnings("to: t, auth_secret: s", GLOBAL + ", smtp_auth_secret_file: f"))
                .singleElement()
                .asString()
                .contains("email_configs[0].auth_secret: has no effect: \"smtp_auth_secret_file\" is used");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "from: f, smarthost: 'h:1'|^^|missing to address in email config",
                "to: '', from: f, smarthost: 'h:1'|^^|missing to address in email config",
                "to: t, smarthost: 'h:1'|^^|no global SMTP from set",
                "to: t, from: f|^^|no global SMTP smarthost set",
                "to: t, from: f|smtp_smarthost: ''|no global SMTP smarthost set",
                "to: t, from: f, smarthost: h|^^|address h: missing port in address",
                "to: t, from: f|smtp_smarthost: 'h:'|address \"h:\": port cannot be empty",
                "to: t, from: f, smarthost: 'h:1', headers: {subject: a, Subject: b}|^^"
                        + "|duplicate header \"Subject\" in email config",
                "to: t, from: f, smarthost: 'h:1', threading: {enabled: true}|^^"
                        + "|threading.thread_by_date must be either 'none' or 'daily'",
                "to: t, from: f, smarthost: 'h:1', threading: {enabled: true, thread_by_date: Daily}|^^"
                        + "|threading.thread_by_date must be either 'none' or 'daily'",
                "to: t, from: f, smarthost: 'h:1', threading: {enabled: true, thread_by_date: none},"
                        + " headers: {references: x}|^^"
                        + "|conflicting configuration: threading.enabled conflicts with custom References header",
                "to: t, from: f, smarthost: 'h:1', threading: {enabled: true, thread_by_date: none},"
                        + " headers: {in-reply-to: x}|^^"
                        + "|conflicting configuration: threading.enabled conflicts with custom In-Reply-To header",
                "to: t, from: f, smarthost: 'h:1', tls_config: {ca: x, ca_file: y}|^^"
                        + "|at most one of ca, ca_file & ca_ref must be configured",
                "to: t|smtp_from: f, smtp_smarthost: 'h:1', smtp_auth_password: a, smtp_auth_password_file: b"
                        + "|at most one of smtp_auth_password & smtp_auth_password_file must be configured",
                "to: t|smtp_from: f, smtp_smarthost: 'h:1', smtp_auth_secret: a, smtp_auth_secret_file: b"
                        + "|at most one of smtp_auth_secret & smtp_auth_secret_file must be configured",
            })
    void decode_contradiction_isRefusedInTheOriginalsWords(String element, String global, String original) {
        EMAIL.assertRefused(element, global, original);
    }

    @Test
    void headers_noHeaderNames_areKeptApart() {
        assertThat(EMAIL.accept("to: t, headers: {'a b': 1, 'A b': 2}", GLOBAL).headers())
                .containsEntry("a b", "1")
                .containsEntry("A b", "2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "foo: 1|field foo not found in type config.plain",
                "http_config: {}|field http_config not found in type config.plain",
                // Deviation D-023: headers may hold secrets.
                "headers: x|cannot unmarshal !!str into map[string]string",
                "headers: {a: [b]}|cannot unmarshal !!seq into string",
                "threading: x|cannot unmarshal !!str `x` into config.ThreadingConfig",
                "threading: {foo: 1}|field foo not found in type config.ThreadingConfig",
                "require_tls: x|cannot unmarshal !!str `x` into bool",
                "force_implicit_tls: x|cannot unmarshal !!str `x` into bool",
                "tls_config: {foo: 1}|field foo not found in type config.plain",
                "smarthost: [h]|cannot unmarshal !!seq into string",
            })
    void decode_wrongType_isRefusedInTheOriginalsWords(String element, String original) {
        EMAIL.assertRefused("to: t, " + element, GLOBAL, "yaml: unmarshal errors:\n  line 4: " + original);
    }

    @Test
    void decode_null_isRefused() {
        EMAIL.assertNullRefused(GLOBAL, "missing email config");
    }

    @Test
    void secrets_all_areShownNowhere() {
        EMAIL.assertHidden(
                "to: t, auth_password: canary, auth_secret: canary",
                GLOBAL + ", smtp_auth_password: canary, smtp_auth_secret: canary");
        EMAIL.assertHidden("to: t, auth_password: canary, auth_password_file: x", GLOBAL);
        EMAIL.assertHidden("to: t, auth_secret: canary", GLOBAL + ", smtp_auth_secret_file: x");
        EMAIL.assertHiddenInProblems("to: t, auth_password: [canary]", GLOBAL);
        EMAIL.assertHiddenInProblems("to: t, auth_secret: {canary: canary}", GLOBAL);
        EMAIL.assertHiddenInProblems("to: t", GLOBAL + ", smtp_auth_password: canary, smtp_auth_password_file: x");
    }
}
