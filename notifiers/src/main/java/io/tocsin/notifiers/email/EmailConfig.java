package io.tocsin.notifiers.email;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.IntegrationConfig;
import io.tocsin.core.config.TlsConfig;
import io.tocsin.notifiers.settings.SecretOrFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code email_configs}, what it takes over from {@code global} included. Immutable.
 *
 * <p>{@code to}, {@code from}, headers and bodies are templates. Of a secret and its file, where both are there, the
 * file is used.
 *
 * @param sendResolved send mail for resolved alerts too; false by default
 * @param to receivers, separated by commas; not empty
 * @param from sender, not empty
 * @param hello name to greet the smarthost with; empty for {@code localhost}
 * @param smarthost null only after problems
 * @param authUsername without it there is no authentication
 * @param authPassword for LOGIN and PLAIN
 * @param authSecret for CRAM-MD5
 * @param authIdentity for PLAIN
 * @param headers by canonical name, {@code From}, {@code Subject} and {@code To} included
 * @param requireTls refuse to send without encryption
 * @param tls null only if {@code global} says {@code smtp_tls_config:} without a value
 * @param forceImplicitTls encrypt from the first byte, or not; null for what the port suggests
 * @see "Upstream: config.EmailConfig, v0.33.1"
 */
public record EmailConfig(
        boolean sendResolved,
        String to,
        String from,
        String hello,
        @Nullable Smarthost smarthost,
        String authUsername,
        SecretOrFile authPassword,
        SecretOrFile authSecret,
        String authIdentity,
        Map<String, String> headers,
        String html,
        String text,
        boolean requireTls,
        @Nullable TlsConfig tls,
        @Nullable Boolean forceImplicitTls,
        Threading threading)
        implements IntegrationConfig {

    public EmailConfig {
        requireNonNull(authPassword, "authPassword");
        requireNonNull(authSecret, "authSecret");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        requireNonNull(threading, "threading");
    }

    @Override
    public List<String> files() {
        return Stream.of(authPassword, authSecret)
                .flatMap(secret -> Stream.ofNullable(secret.file()))
                .toList();
    }

    @Override
    public List<TlsConfig> tlsSections() {
        return tls == null ? List.of() : List.of(tls);
    }

    /**
     * Whether mail programs show the mails of a group as one conversation.
     *
     * @param threadByDate {@code daily} for a conversation per day, {@code none} for one altogether; anything if disabled
     */
    public record Threading(boolean enabled, String threadByDate) {
        public static final Threading OFF = new Threading(false, "");
    }
}
