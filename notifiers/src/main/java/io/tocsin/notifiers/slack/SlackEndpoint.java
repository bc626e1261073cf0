package io.tocsin.notifiers.slack;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.Secret;
import io.tocsin.core.config.SecretSource;
import io.tocsin.core.config.SecretSource.FromFile;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsReader;
import org.jspecify.annotations.Nullable;

/**
 * Where one element of {@code slack_configs} posts to, and with which token, after {@code global} was applied.
 *
 * <p>A token means the app's URL and Bearer authorization; without one it is an incoming webhook. The global token
 * counts only for an element without a token, an authorization and an {@code api_url} of its own.
 *
 * @see "Upstream: config.Config.UnmarshalYAML; observed with v0.33.1"
 */
record SlackEndpoint(
        HttpConfig http,
        SecretOrFile apiUrl,
        SecretOrFile appToken,
        @Nullable GoUrl appUrl) {
    /** The only URL whose messages can be changed, and no secret. */
    static final String CHANGEABLE = "https://slack.com/api/chat.postMessage";

    static SlackEndpoint decode(SettingsReader in, boolean updateMessage) {
        SlackGlobals globals = in.globals(SlackGlobals.class);
        HttpConfig http = in.http();
        SecretOrFile ownUrl = in.secretUrlOrFile("api_url");
        SecretOrFile ownToken = in.secretOrFile("app_token");
        GoUrl appUrl = in.inheritedUrl("app_url", globals.appUrl());
        boolean takesGlobalToken = ownUrl.secret() == null && !(in.has("http_config") && isAuthorized(http));
        SecretOrFile token = takesGlobalToken ? ownToken.or(globals.appToken()) : ownToken;
        SecretOrFile url = ownUrl.or(globals.apiUrl());
        in.check(() -> checkOwn(in, ownUrl, ownToken, updateMessage));
        in.check(() -> checkWhole(in, url, token, http, appUrl));
        if (token.isEmpty() || appUrl == null) {
            return new SlackEndpoint(http, url, token, appUrl);
        }
        return new SlackEndpoint(
                authorized(http, token, in), SecretOrFile.of(Secret.of(appUrl.normal())), token, appUrl);
    }

    private static boolean isAuthorized(HttpConfig http) {
        return http.authentication() instanceof Authentication.Header;
    }

    private static void checkOwn(SettingsReader in, SecretOrFile url, SecretOrFile token, boolean updateMessage) {
        if (!url.isEmpty() && !token.isEmpty()) {
            in.refuseBoth(
                    in.has("api_url") ? "api_url" : "api_url_file",
                    in.has("app_token") ? "app_token" : "app_token_file",
                    "at most one of api_url/api_url_file & app_token/app_token_file must be configured");
        }
        // Deviation D-006: the original crashes if there is no URL.
        if (updateMessage && !isChangeable(url.secret())) {
            in.error(
                    "update_message",
                    "messages can be changed only through \"api_url: " + CHANGEABLE + "\" of this element",
                    "write that URL and put the bot's token under \"http_config\": \"authorization\".",
                    "update_message can only be used with bot tokens. api_url must be set to " + CHANGEABLE);
        }
    }

    private static boolean isChangeable(@Nullable Secret url) {
        return url != null
                && !url.reveal().equals(Secret.MASK)
                && GoUrl.parse(url.reveal()).normal().equals(CHANGEABLE);
    }

    private static void checkWhole(
            SettingsReader in, SecretOrFile url, SecretOrFile token, HttpConfig http, @Nullable GoUrl appUrl) {
        if (appUrl == null) {
            in.errorOfWhole(
                    "app_url",
                    "no \"app_url\", and \"slack_app_url\" in \"global\" has no value",
                    "remove \"slack_app_url\" for the default.",
                    "no global Slack App URL set");
        } else if (url.isEmpty() && token.isEmpty()) {
            in.errorOfWhole(
                    "api_url",
                    "nothing says where to post: no URL and no app token, neither here nor in \"global\"",
                    "add \"api_url\", or \"slack_api_url\" under \"global\".",
                    "no Slack API URL nor App token set either inline or in a file");
        } else if (!token.isEmpty() && isAuthorized(http)) {
            in.errorOfWhole(
                    "http_config",
                    "an app token excludes another authorization",
                    "remove the token, or \"authorization\" from \"http_config\".",
                    "http authorization can't be set when using Slack App tokens");
        }
        if (!token.isEmpty() && in.has("api_url_file")) {
            in.warning(
                    "api_url_file",
                    "has no effect: the app token of \"global\" is used, which posts to \"app_url\"",
                    "write the URL as \"api_url\", or remove \"slack_app_token\" from \"global\".");
        }
    }

    /** Deviation D-050: with another way to authenticate the token is not added, which would not be sent anyway. */
    private static HttpConfig authorized(HttpConfig http, SecretOrFile token, SettingsReader in) {
        if (!(http.authentication() instanceof Authentication.None)) {
            in.check(() -> in.warning(
                    "http_config",
                    "the app token is not sent: \"http_config\" says how to authenticate",
                    "remove that, or the token."));
            return http;
        }
        SecretSource source = token.source()
                .map(given ->
                        given instanceof FromFile file ? new FromFile(in.besideConfiguration(file.path())) : given)
                .orElseThrow();
        return http.withAuthentication(new Authentication.Header("Bearer", source));
    }
}
