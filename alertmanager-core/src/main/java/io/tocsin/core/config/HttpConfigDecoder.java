package io.tocsin.core.config;

import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.HttpConfig.Header;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads {@code http_config}. The files it names are relative to the configuration's folder.
 *
 * @see "Upstream: prometheus/common config.HTTPClientConfig.Validate"
 */
public final class HttpConfigDecoder {
    private static final SecretChoice USERNAME = new SecretChoice(
            "username",
            SecretChoice.TEXT,
            "at most one of basic_auth username, username_file & username_ref must be configured");
    private static final SecretChoice PASSWORD = new SecretChoice(
            "password",
            SecretChoice.SECRET,
            "at most one of basic_auth password, password_file & password_ref must be configured");
    private static final SecretChoice CREDENTIALS = new SecretChoice(
            "credentials",
            SecretChoice.SECRET,
            "at most one of authorization credentials & credentials_file must be configured");
    private static final List<String> KINDS =
            List.of("basic_auth", "authorization", "oauth2", "bearer_token", "bearer_token_file");

    private final ConfigFolder folder;
    private final TlsSections tlsSections;

    private HttpConfigDecoder(ConfigFolder folder, TlsSections tlsSections) {
        this.folder = folder;
        this.tlsSections = tlsSections;
    }

    /** @param file path of the file whose sections are read */
    public static HttpConfigDecoder forFile(String file) {
        return new HttpConfigDecoder(ConfigFolder.of(file), new TlsSections());
    }

    /** For sections of the same file whose paths stay as they are: relative to the working directory. */
    HttpConfigDecoder withPathsAsWritten() {
        return new HttpConfigDecoder(ConfigFolder.NONE, tlsSections);
    }

    /** Where a file is that is named by a path relative to the folder of the configuration. */
    public String besideConfiguration(String path) {
        return folder.join(path);
    }

    /** The defaults for a null, and after a problem. */
    public HttpConfig decode(YamlNode node) {
        return node.alone().mapping("config.plain", this::read).orElse(HttpConfig.DEFAULT);
    }

    /** Reads the same keys where they stand among others: the mapping is that of the others, whose reader it is. */
    public HttpConfig decodeInline(YamlMapping mapping) {
        return read(mapping).orElse(HttpConfig.DEFAULT);
    }

    /** Records an error where no connection can be made with {@code used}, which this has read. */
    public void refuseUnusable(HttpConfig used) {
        tlsSections.refuse(used.tls(), "");
    }

    /** Warns of what no connection can be made with, and nothing uses. Asked last. */
    void warnOfUnusable() {
        tlsSections.warnOfOthers();
    }

    private Optional<HttpConfig> read(YamlMapping mapping) {
        List<Authentication> given = authentications(mapping);
        TlsConfig tls = new TlsConfigDecoder(folder, tlsSections::add).decode(mapping);
        boolean followRedirects = mapping.flag("follow_redirects", true);
        boolean enableHttp2 = mapping.flag("enable_http2", true);
        ProxyConfig proxy = ProxyConfigDecoder.decode(mapping);
        List<Header> headers = new HeadersDecoder(folder).decode(mapping);
        checkOneAuthentication(mapping);
        ProxyConfigDecoder.check(mapping, proxy);
        Authentication authentication = given.isEmpty() ? new Authentication.None() : given.get(0);
        return Optional.of(new HttpConfig(authentication, tls, followRedirects, enableHttp2, proxy, headers));
    }

    private List<Authentication> authentications(YamlMapping mapping) {
        Optional<Authentication> basic = mapping.mapping("basic_auth", "config.plain", this::readBasic);
        Optional<Authentication> header =
                mapping.mapping("authorization", "config.Authorization", this::readAuthorization);
        Optional<Authentication> oauth2 = mapping.mapping(
                "oauth2",
                "config.plain",
                oauth -> new OAuth2Decoder(folder).decode(oauth).map(Authentication.OAuth2::new));
        return Stream.of(basic, header, oauth2, bearer(mapping))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Authentication> readBasic(YamlMapping mapping) {
        Optional<SecretSource> username = USERNAME.decode(mapping, folder);
        Optional<SecretSource> password = PASSWORD.decode(mapping, folder);
        return Optional.of(new Authentication.Basic(username.orElse(null), password.orElse(null)));
    }

    private Optional<Authentication> readAuthorization(YamlMapping mapping) {
        String type = mapping.text("type", "").strip();
        Optional<SecretSource> credentials = CREDENTIALS.decode(mapping, folder);
        if (type.toLowerCase(Locale.ROOT).equals("basic")) {
            mapping.at("type")
                    .error(
                            "\"authorization\" cannot be of type \"" + type + "\"",
                            "use \"basic_auth\" with \"username\" and \"password\".",
                            Stage.VALUE,
                            "authorization type cannot be set to \"basic\", use \"basic_auth\" instead");
        }
        if (!HeaderName.isSendableValue(type)) {
            HeadersDecoder.warnOfValue(mapping.at("type"));
        }
        credentials.ifPresent(source -> warnIfUnsendable(source, mapping.at("credentials")));
        return Optional.of(new Authentication.Header(type.isEmpty() ? "Bearer" : type, credentials.orElse(null)));
    }

    /** The deprecated keys are another way to write {@code authorization}. */
    private Optional<Authentication> bearer(YamlMapping mapping) {
        Optional<String> token = mapping.present("bearer_token")
                .flatMap(node -> node.text(SecretChoice.SECRET))
                .filter(text -> !text.isEmpty());
        Optional<String> file = mapping.text("bearer_token_file");
        token.ifPresent(given -> warnOfBearer(mapping.at("bearer_token"), "credentials"));
        file.ifPresent(given -> warnOfBearer(mapping.at("bearer_token_file"), "credentials_file"));
        return token.<SecretSource>map(text -> new SecretSource.Inline(Secret.of(text)))
                .or(() -> file.map(path -> new SecretSource.FromFile(folder.join(path))))
                .map(credentials -> {
                    warnIfUnsendable(credentials, mapping.at("bearer_token"));
                    return new Authentication.Header("Bearer", credentials);
                });
    }

    /** Files are read when something is sent. */
    private static void warnIfUnsendable(SecretSource source, YamlNode node) {
        if (source instanceof SecretSource.Inline inline
                && !HeaderName.isSendableValue(inline.secret().reveal())) {
            HeadersDecoder.warnOfValue(node);
        }
    }

    private static void warnOfBearer(YamlNode node, String key) {
        node.warning("deprecated key", "write \"authorization\" with \"" + key + "\" instead.");
    }

    private static void checkOneAuthentication(YamlMapping mapping) {
        List<String> given = KINDS.stream()
                .filter(kind -> kind.startsWith("bearer")
                        ? mapping.text(kind).isPresent()
                        : mapping.present(kind).isPresent())
                .toList();
        for (int i = 1; i < given.size(); i++) {
            mapping.at(given.get(i))
                    .error(
                            "\"" + given.get(i) + "\" excludes \"" + given.get(0)
                                    + "\"; expected at most one way to authenticate",
                            "remove one of the two.",
                            mapping.checkStage(),
                            originalText(given.get(0), given.get(i)));
        }
    }

    private static String originalText(String first, String second) {
        if (!second.startsWith("bearer")) {
            return "at most one of basic_auth, oauth2 & authorization must be configured";
        }
        if (first.startsWith("bearer")) {
            return "at most one of bearer_token & bearer_token_file must be configured";
        }
        return first.equals("authorization")
                ? "authorization is not compatible with bearer_token & bearer_token_file"
                : "at most one of basic_auth, oauth2, bearer_token & bearer_token_file must be configured";
    }
}
