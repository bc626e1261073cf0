package io.tocsin.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.config.ReceiverConfig.ConfiguredIntegration;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.Integrations;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class RunningPlanTest {
    private final List<String> closed = new ArrayList<>();

    private static Configuration configuration() {
        String text = """
                route: {receiver: a}
                receivers: [{name: a, webhook_configs: [{url: 'http://h/0'}, {url: 'http://h/1'}]}]
                """;
        Accepted accepted = (Accepted)
                new ConfigurationDecoder(Integrations.types(), MatcherMode.DEFAULT).decode("alertmanager.yml", text);
        return accepted.configuration();
    }

    @Test
    void of_notifierThatCannotBeOpened_closesThoseBefore() {
        assertThatThrownBy(() -> RunningPlan.of(configuration(), MatcherMode.DEFAULT, this::openFirstOnly))
                .isInstanceOf(IllegalStateException.class);
        assertThat(closed).containsExactly("webhook[0]");
    }

    private Notifier openFirstOnly(String receiver, ConfiguredIntegration integration) {
        if (integration.index() > 0) {
            throw new IllegalStateException("test");
        }
        return new Notifier() {
            @Override
            public CompletionStage<SendResult> send(Notification notification) {
                throw new AssertionError("nothing to send");
            }

            @Override
            public void close() {
                closed.add(integration.label());
            }
        };
    }
}
