package io.tocsin.notifiers.wechat;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpIntegrationConfig;
import io.tocsin.notifiers.settings.SecretOrFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code wechat_configs}, what it takes over from {@code global} included. Immutable.
 *
 * <p>Texts, and the secret, are templates.
 *
 * @param sendResolved send a message for resolved alerts too; false by default
 * @param corpId not empty
 * @param apiUrl its path ends in a slash; null only after problems
 * @param messageType text or markdown
 * @see "Upstream: config.WechatConfig, v0.33.1"
 */
public record WechatConfig(
        boolean sendResolved,
        HttpConfig http,
        SecretOrFile apiSecret,
        String corpId,
        String message,
        @Nullable GoUrl apiUrl,
        String toUser,
        String toParty,
        String toTag,
        String agentId,
        String messageType)
        implements HttpIntegrationConfig {

    public WechatConfig {
        requireNonNull(http, "http");
        requireNonNull(apiSecret, "apiSecret");
    }

    @Override
    public List<String> files() {
        return SecretOrFile.filesOf(apiSecret);
    }
}
