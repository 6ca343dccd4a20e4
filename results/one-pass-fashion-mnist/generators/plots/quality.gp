# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Sample quality by FD against network evaluations' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'Fashion-MNIST: one pass beside diffusion' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'fd[fashion-mnist-classifier]   (lower is better); bars: 95 %; points side by side' at screen 0.02, screen 0.8640 left noenhanced font ',13' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
4.9255597 46.801757 44.912348 48.691165
9.8511194 32.377447 30.908248 33.846646
19.702239 32.337645 30.8787 33.79659
EOD
$c1 << EOD
4.9750624 94.358264 92.462464 96.254064
9.9501248 49.865062 48.077202 51.652921
19.90025 37.687255 36.227556 39.146954
EOD
$c2 << EOD
1.0050125 147.10672 145.77532 148.43811
EOD
$c3 << EOD
1.0151131 59.814114 57.898585 61.729644
EOD
set lmargin at screen 0.100
set rmargin at screen 0.653
set bmargin at screen 0.1488
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('30' 30, '50' 50, '70' 70, '100' 100, '150' 150)
set logscale x
set xtics ('1' 1, '2' 2, '5' 5, '10' 10, '20' 20)
set xrange [0.86956522:23]
set yrange [26.851043:170.70383]
set arrow from graph 1.02, graph 0.1005 to graph 1.085, graph 0.1005 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.1005 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.1005 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.1833 to graph 1.085, graph 0.1833 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'ddim' at graph 1.1, graph 0.1833 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.1833 point pt 9 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.9196 to graph 1.085, graph 0.9196 nohead linecolor rgb '#AA4499' linewidth 2 dashtype 1
set label 'fashion-mnist-vae' at graph 1.1, graph 0.9196 left noenhanced font ',14' textcolor rgb '#AA4499'
set label '' at graph 1.0525, graph 0.9196 point pt 5 ps 0.8 lc rgb '#AA4499'
set arrow from graph 1.02, graph 0.4330 to graph 1.085, graph 0.4330 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'fashion-mnist-gan' at graph 1.1, graph 0.4330 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.4330 point pt 5 ps 0.8 lc rgb '#D55E00'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'quality.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'quality.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#AA4499' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#AA4499' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c3 using 1:2:3:4 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c3 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8
unset output
