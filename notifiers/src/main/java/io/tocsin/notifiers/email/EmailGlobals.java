package io.tocsin.notifiers.email;

import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.config.TlsConfig;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import org.jspecify.annotations.Nullable;

/**
 * The keys of {@code global} that are those of mail. Immutable.
 *
 * @param smarthost null if there is none
 * @param tls null only if the key is there without a value
 * @param forceImplicitTls null for what the port suggests
 * @see "Upstream: config.GlobalConfig, v0.33.1"
 */
record EmailGlobals(
        String from,
        String hello,
        @Nullable Smarthost smarthost,
        String authUsername,
        SecretOrFile authPassword,
        SecretOrFile authSecret,
        String authIdentity,
        boolean requireTls,
        @Nullable TlsConfig tls,
        @Nullable Boolean forceImplicitTls)
        implements IntegrationGlobals {

    static EmailGlobals decode(YamlMapping global) {
        var in = SettingsReader.ofGlobal("email", global);
        return new EmailGlobals(
                in.text("smtp_from"),
                in.text("smtp_hello", "localhost"),
                SmarthostDecoder.decode(in, "smtp_smarthost"),
                in.text("smtp_auth_username"),
                in.secretOrFile("smtp_auth_password"),
                in.secretOrFile("smtp_auth_secret"),
                in.text("smtp_auth_identity"),
                in.flag("smtp_require_tls", true),
                in.node("smtp_tls_config").isEmpty() ? TlsConfig.DEFAULT : in.tls("smtp_tls_config"),
                in.choice("smtp_force_implicit_tls").orElse(null));
    }

    @Override
    public void print(YamlFields out) {
        new SettingsWriter(out)
                .text("smtp_from", from)
                .text("smtp_hello", hello)
                .text("smtp_smarthost", smarthost == null ? "" : smarthost.toString())
                .text("smtp_auth_username", authUsername)
                .secretOrFile("smtp_auth_password", authPassword)
                .secretOrFile("smtp_auth_secret", authSecret)
                .text("smtp_auth_identity", authIdentity)
                .flagAlways("smtp_require_tls", requireTls)
                .tls("smtp_tls_config", tls)
                .choice("smtp_force_implicit_tls", forceImplicitTls);
    }
}
