package io.tocsin.notifiers.slack;

import io.tocsin.core.pipeline.Notifier;
import io.tocsin.notifiers.contract.HttpNotifierContract;
import io.tocsin.notifiers.integration.NotifierEnvironment;
import io.vertx.core.http.HttpServerResponse;

final class SlackContractTest extends HttpNotifierContract {
    @Override
    protected String integration() {
        return "slack";
    }

    @Override
    protected Notifier notifier(Setup setup, NotifierEnvironment environment) {
        return new SlackNotifier(
                SlackConfigs.of("text: '" + setup.text() + "'", setup.url(), setup.http(), setup.timeout()),
                environment);
    }

    @Override
    protected void accept(HttpServerResponse response) {
        response.end("ok");
    }
}
