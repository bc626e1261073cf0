package io.tocsin.notifiers;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.IntegrationConfig;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.config.ReceiverConfig.ConfiguredIntegration;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.notifiers.discord.DiscordIntegrationType;
import io.tocsin.notifiers.email.EmailIntegrationType;
import io.tocsin.notifiers.email.EmailNotifier;
import io.tocsin.notifiers.incidentio.IncidentioIntegrationType;
import io.tocsin.notifiers.integration.NotifierEnvironment;
import io.tocsin.notifiers.integration.NotifierMaker;
import io.tocsin.notifiers.jira.JiraIntegrationType;
import io.tocsin.notifiers.mattermost.MattermostIntegrationType;
import io.tocsin.notifiers.msteams.MsteamsIntegrationType;
import io.tocsin.notifiers.msteamsv2.MsteamsV2IntegrationType;
import io.tocsin.notifiers.opsgenie.OpsgenieIntegrationType;
import io.tocsin.notifiers.pagerduty.PagerdutyIntegrationType;
import io.tocsin.notifiers.pushover.PushoverIntegrationType;
import io.tocsin.notifiers.rocketchat.RocketchatIntegrationType;
import io.tocsin.notifiers.slack.SlackIntegrationType;
import io.tocsin.notifiers.slack.SlackNotifier;
import io.tocsin.notifiers.sns.SnsIntegrationType;
import io.tocsin.notifiers.telegram.TelegramIntegrationType;
import io.tocsin.notifiers.victorops.VictoropsIntegrationType;
import io.tocsin.notifiers.webex.WebexIntegrationType;
import io.tocsin.notifiers.webhook.WebhookIntegrationType;
import io.tocsin.notifiers.webhook.WebhookNotifier;
import io.tocsin.notifiers.wechat.WechatIntegrationType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list of integrations: their types for the configuration, their notifiers for the pipeline.
 *
 * <p>Every key that a type asks for needs a test of its default, one of another value, and a line in {@code
 * docs/configuration.md}: {@code OptionCoverageTest} finds the keys by itself.
 */
public final class Integrations {
    /** In the order in which the original runs the integrations of one receiver. */
    private static final List<Entry<?>> ALL = List.of(
            sendable(WebhookIntegrationType.INSTANCE, WebhookNotifier::new),
            sendable(EmailIntegrationType.INSTANCE, EmailNotifier::new),
            known(PagerdutyIntegrationType.INSTANCE),
            known(OpsgenieIntegrationType.INSTANCE),
            known(WechatIntegrationType.INSTANCE),
            sendable(SlackIntegrationType.INSTANCE, SlackNotifier::new),
            known(VictoropsIntegrationType.INSTANCE),
            known(PushoverIntegrationType.INSTANCE),
            known(SnsIntegrationType.INSTANCE),
            known(TelegramIntegrationType.INSTANCE),
            known(DiscordIntegrationType.INSTANCE),
            known(WebexIntegrationType.INSTANCE),
            known(MsteamsIntegrationType.INSTANCE),
            known(MsteamsV2IntegrationType.INSTANCE),
            known(JiraIntegrationType.INSTANCE),
            known(IncidentioIntegrationType.INSTANCE),
            known(RocketchatIntegrationType.INSTANCE),
            known(MattermostIntegrationType.INSTANCE));

    private Integrations() {}

    private static <C extends IntegrationConfig> Entry<C> sendable(IntegrationType<C> type, NotifierMaker<C> maker) {
        return new Entry<>(type, maker);
    }

    /** Its settings are known, and nothing can be sent yet. */
    private static <C extends IntegrationConfig> Entry<C> known(IntegrationType<C> type) {
        return new Entry<>(type, null);
    }

    /** All types, in the order in which the original runs the integrations of one receiver. */
    public static List<IntegrationType<?>> types() {
        return ALL.stream().<IntegrationType<?>>map(Entry::type).toList();
    }

    /** Those of {@link #types()} that have no notifier yet: a configuration may name them, but no route use them. */
    public static List<IntegrationType<?>> unsendable() {
        return ALL.stream()
                .filter(entry -> entry.maker() == null)
                .<IntegrationType<?>>map(Entry::type)
                .toList();
    }

    /**
     * The notifier of one integration of one receiver, to be closed by the caller.
     *
     * @param receiver its name
     * @throws IllegalArgumentException if the integration's type is none of {@link #types()}, or is {@link #unsendable}
     */
    public static Notifier notifier(
            String receiver, ConfiguredIntegration integration, NotifierEnvironment environment) {
        for (Entry<?> entry : ALL) {
            if (entry.type().equals(integration.type()) && entry.maker() != null) {
                return entry.make(integration.config(), environment.of(receiver + "/" + integration.label()));
            }
        }
        throw new IllegalArgumentException(
                "integration: " + integration.label() + " (expected: one of types() that has a notifier)");
    }

    /** @param maker null while nothing can be sent */
    private record Entry<C extends IntegrationConfig>(
            IntegrationType<C> type, @Nullable NotifierMaker<C> maker) {
        Notifier make(IntegrationConfig config, NotifierEnvironment environment) {
            return requireNonNull(maker, "maker").make(type.configType().cast(config), environment);
        }
    }
}
