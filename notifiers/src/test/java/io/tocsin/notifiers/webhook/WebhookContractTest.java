package io.tocsin.notifiers.webhook;

import io.tocsin.core.pipeline.Notifier;
import io.tocsin.notifiers.contract.HttpNotifierContract;
import io.tocsin.notifiers.integration.NotifierEnvironment;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

final class WebhookContractTest extends HttpNotifierContract {
    @Override
    protected String integration() {
        return "webhook";
    }

    @Override
    protected Notifier notifier(Setup setup, NotifierEnvironment environment) {
        return new WebhookNotifier(
                new WebhookConfig(true, setup.http(), setup.url(), 0, setup.timeout(), Map.of("text", setup.text())),
                environment);
    }

    @Override
    protected void accept(HttpServerResponse response) {
        response.end();
    }
}
