// Light or dark: the system's choice, until the reader makes one.
const name = "found-by-name.1.theme";
const choices = ["system", "light", "dark"];
const words = { system: "Theme: system", light: "Theme: light", dark: "Theme: dark" };

export function startTheme(button, root = document.documentElement) {
  let choice = choices.includes(remembered()) ? remembered() : "system";
  const show = () => {
    if (choice === "system") delete root.dataset.theme;
    else root.dataset.theme = choice;
    button.textContent = words[choice];
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    choice = choices[(choices.indexOf(choice) + 1) % choices.length];
    try {
      localStorage.setItem(name, choice);
    } catch {
      // Not kept, but shown.
    }
    show();
  });
  show();
}

function remembered() {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
