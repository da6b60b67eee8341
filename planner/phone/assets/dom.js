"use strict";
// Small tools to build the page. Given texts only ever become text nodes.

const byId = (id) => document.getElementById(id);

function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const child of children) {
    if (child instanceof Node) {
      element.appendChild(child);
    } else if (child !== null && child !== undefined && child !== "") {
      element.appendChild(document.createTextNode(String(child)));
    }
  }
  return element;
}

function icon(name) {
  const svg = byId("icon").content.firstElementChild.cloneNode(true);
  svg.firstElementChild.setAttribute("href", "#i-" + name);
  return svg;
}

function button(className, onClick, ...children) {
  const element = make("button", className, ...children);
  element.type = "button";
  element.addEventListener("click", onClick);
  return element;
}

function fill(element, ...children) {
  element.replaceChildren(...children.filter((child) => child !== null));
}

function say(text) {
  byId("say").textContent = text;
}
