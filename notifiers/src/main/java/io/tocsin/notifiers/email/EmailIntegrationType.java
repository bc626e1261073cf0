package io.tocsin.notifiers.email;

import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.HeaderName;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.config.TemplateUse.Kind;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.email.EmailConfig.Threading;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The mail integration: {@code email_configs}. Immutable.
 *
 * @see "Upstream: config.EmailConfig, v0.33.1"
 */
public final class EmailIntegrationType implements IntegrationType<EmailConfig> {
    public static final EmailIntegrationType INSTANCE = new EmailIntegrationType();

    private static final List<String> THREADING_HEADERS = List.of("References", "In-Reply-To");

    private EmailIntegrationType() {}

    @Override
    public String name() {
        return "email";
    }

    @Override
    public Class<EmailConfig> configType() {
        return EmailConfig.class;
    }

    @Override
    public IntegrationGlobals decodeGlobals(YamlMapping global) {
        return EmailGlobals.decode(global);
    }

    @Override
    public Optional<EmailConfig> decode(YamlMapping mapping, DecodeContext context) {
        var in = SettingsReader.ofElement(name(), mapping, context);
        EmailGlobals globals = in.globals(EmailGlobals.class);
        String to = in.requiredTemplate("to", "add the address of a receiver.", "missing to address in email config");
        String from = in.templateOf("from", or(in.text("from"), globals.from()));
        Smarthost smarthost = SmarthostDecoder.decode(in, "smarthost");
        var tls = in.tls("tls_config");
        var threading = in.record("threading", "config.ThreadingConfig", EmailIntegrationType::threading)
                .orElse(Threading.OFF);
        var config = new EmailConfig(
                in.sendResolved(false),
                to,
                from,
                or(in.text("hello"), globals.hello()),
                smarthost == null ? globals.smarthost() : smarthost,
                or(in.text("auth_username"), globals.authUsername()),
                both(in, "auth_password").or(globals.authPassword()),
                authSecret(in, globals),
                or(in.text("auth_identity"), globals.authIdentity()),
                headers(in, to, from, threading),
                in.templateOf("html", Kind.HTML, in.text("html", in.builtIn("html"))),
                in.templated("text"),
                in.choice("require_tls").orElse(globals.requireTls()),
                tls == null ? globals.tls() : tls,
                in.choice("force_implicit_tls").orElse(globals.forceImplicitTls()),
                threading);
        in.check(() -> check(config, in));
        return in.result(config);
    }

    private static String or(String own, String global) {
        return own.isEmpty() ? global : own;
    }

    /** Unlike other pairs these may be given both; then the file is used. */
    private static SecretOrFile both(SettingsReader in, String key) {
        String file = in.text(key + "_file");
        var pair = new SecretOrFile(in.secret(key), file.isEmpty() ? null : file);
        if (pair.secret() != null && pair.file() != null) {
            warnOfFile(in, key, key + "_file");
        }
        return pair;
    }

    /** As in the original each of the two is taken over by itself, so that a global file is used instead of a secret here. */
    private static SecretOrFile authSecret(SettingsReader in, EmailGlobals globals) {
        SecretOrFile own = both(in, "auth_secret");
        if (own.secret() != null && own.file() == null && globals.authSecret().file() != null) {
            warnOfFile(in, "auth_secret", "smtp_auth_secret_file");
        }
        return own.filledFrom(globals.authSecret());
    }

    private static void warnOfFile(SettingsReader in, String key, String fileKey) {
        in.warning(key, "has no effect: \"" + fileKey + "\" is used", "remove one of the two.");
    }

    private static Optional<Threading> threading(SettingsReader in) {
        return in.result(new Threading(in.flag("enabled", false), in.text("thread_by_date")));
    }

    /** Canonical names, and the three headers that every mail has. */
    private static Map<String, String> headers(SettingsReader in, String to, String from, Threading threading) {
        Map<String, String> headers = new LinkedHashMap<>();
        in.templatedMap("headers").forEach((written, value) -> {
            String name = HeaderName.canonical(written);
            if (headers.put(name, value) != null) {
                in.check(() -> in.error(
                        "headers",
                        "duplicate header " + GoQuote.quote(name) + "; upper and lower case count as the same",
                        "remove one of the two.",
                        "duplicate header " + GoQuote.quote(name) + " in email config"));
            }
            if (threading.enabled() && THREADING_HEADERS.contains(name)) {
                in.check(() -> in.error(
                        "headers",
                        "threading sets the header " + name,
                        "remove the header or \"threading\".",
                        "conflicting configuration: threading.enabled conflicts with custom " + name + " header"));
            }
        });
        headers.putIfAbsent("From", from);
        headers.computeIfAbsent("Subject", name -> in.templateOf("headers", in.builtIn("subject")));
        headers.putIfAbsent("To", to);
        return headers;
    }

    private static void check(EmailConfig config, SettingsReader in) {
        Threading threading = config.threading();
        boolean isDisputed = THREADING_HEADERS.stream().anyMatch(config.headers()::containsKey);
        if (threading.enabled() && !isDisputed && !List.of("none", "daily").contains(threading.threadByDate())) {
            in.error(
                    "threading",
                    "\"thread_by_date\" is none or daily",
                    "add \"thread_by_date: daily\".",
                    "threading.thread_by_date must be either 'none' or 'daily'");
        }
        if (config.smarthost() == null) {
            in.errorOfWhole(
                    "smarthost",
                    "no smarthost: neither here nor in \"global\"",
                    "add \"smarthost: host:port\", or \"smtp_smarthost\" under \"global\".",
                    "no global SMTP smarthost set");
        }
        if (config.from().isEmpty()) {
            in.errorOfWhole(
                    "from",
                    "no sender: neither here nor in \"global\"",
                    "add \"from\", or \"smtp_from\" under \"global\".",
                    "no global SMTP from set");
        }
    }

    @Override
    public void print(EmailConfig config, YamlFields fields) {
        new SettingsWriter(fields)
                .flagAlways("send_resolved", config.sendResolved())
                .text("to", config.to())
                .text("from", config.from())
                .text("hello", config.hello())
                .text(
                        "smarthost",
                        config.smarthost() == null ? "" : config.smarthost().toString())
                .text("auth_username", config.authUsername())
                .secretOrFile("auth_password", config.authPassword())
                .secretOrFile("auth_secret", config.authSecret())
                .text("auth_identity", config.authIdentity())
                .textMap("headers", config.headers())
                .text("html", config.html())
                .text("text", config.text())
                .flagAlways("require_tls", config.requireTls())
                .tls("tls_config", config.tls())
                .choice("force_implicit_tls", config.forceImplicitTls())
                .record(
                        "threading",
                        config.threading().equals(Threading.OFF) ? null : config.threading(),
                        EmailIntegrationType::print);
    }

    private static void print(Threading threading, SettingsWriter out) {
        out.flag("enabled", threading.enabled()).text("thread_by_date", threading.threadByDate());
    }
}
